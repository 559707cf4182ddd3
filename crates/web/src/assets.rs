//! Style, scripts and the mark: built into the binary, addressed by content so that browsers may keep them for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// One file with its address `/static/<stem>-<hash>.<ending>`.
pub(crate) struct Asset {
    url: String,
    media_type: &'static str,
    body: &'static [u8],
}

impl Asset {
    fn new(stem: &str, ending: &str, media_type: &'static str, body: &'static [u8]) -> Self {
        let hash: String = Sha256::digest(body).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Self { url: format!("/static/{stem}-{hash}.{ending}"), media_type, body }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

const CSS: &str = concat!(
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/frame.css"),
    include_str!("../assets/css/controls.css"),
    include_str!("../assets/css/worklist.css"),
    include_str!("../assets/css/tables.css"),
    include_str!("../assets/css/case.css"),
    include_str!("../assets/css/person.css"),
    include_str!("../assets/css/narrow.css"),
    include_str!("../assets/css/print.css"),
);

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::new("style", "css", "text/css; charset=utf-8", CSS.as_bytes()));
pub(crate) static MARK: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("mark", "svg", "image/svg+xml", include_bytes!("../assets/mark.svg")));
pub(crate) static KEYS: LazyLock<Asset> = LazyLock::new(|| Asset::new("keys", "js", JAVASCRIPT, include_bytes!("../assets/js/keys.js")));
pub(crate) static PROGRESS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("progress", "js", JAVASCRIPT, include_bytes!("../assets/js/progress.js")));

/// Every file, for the handler and the gallery.
pub(crate) fn all() -> [&'static Asset; 4] {
    [&*STYLE, &*MARK, &*KEYS, &*PROGRESS]
}

/// `GET /static/{file}`.
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    let asked = format!("/static/{file}");
    match all().into_iter().find(|asset| asset.url == asked) {
        Some(asset) => (
            StatusCode::OK,
            [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            asset.body,
        )
            .into_response(),
        None => Failure::NotFound.into_response(),
    }
}

/// Address and content of every file, for pages that are written to a folder.
pub fn files() -> Vec<(String, &'static [u8])> {
    all().into_iter().map(|asset| (asset.url.clone(), asset.body)).collect()
}
