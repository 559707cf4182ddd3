//! A whole site over a fresh database, SQLite unless a story runs on each, and a browser of few words.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use casework::codes::Role;
use desk::Desk;
use desk::setup::{self, NewAccount, Setup};
use jiff::Timestamp;
use testkit::databases::{TestDatabase, postgres, sqlite};
use tower::ServiceExt;
use vault::Kek;

const ORGANISATIONS: &str = include_str!("../../../../policy/organisations/yueyang.toml");
pub(crate) const PASSWORD: &str = "a long password";

/// Three filings of 岳阳楼区, the last with a number that cannot be.
pub(crate) const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,商品或服务,类别,内容,诉求
A1,来访,2026-05-06 09:00,投诉举报,欧阳测,430602199003071231,13800138000,洞庭<渔家>店,430602,酱板鸭,食品,标签没有生产日期,退款
A2,来访,2026-05-06 10:00,投诉,王虚,,13800138000,洞庭<渔家>店,430602,酱板鸭,食品,商品有问题,
A3,来访,2026-05-06 11:00,投诉,王虚,430602199003071232,13800138001,君山茶行,430602,银针,食品,号码有误,
";

/// 2026-05-12, a Tuesday, 09:00 in Yueyang.
pub(crate) fn now() -> Timestamp {
    "2026-05-12T01:00:00Z".parse().expect("a moment")
}

pub(crate) struct Site {
    router: Router,
    /// What the pages are about, for what no page does.
    pub(crate) desk: Desk,
    database: TestDatabase,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("text")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("readable"))
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    /// What stands between two marks, first occurrence.
    pub(crate) fn between(&self, before: &str, after: &str) -> &str {
        let start = self.text().find(before).unwrap_or_else(|| panic!("{before} is not on the page")) + before.len();
        self.text()[start..].split(after).next().expect("something")
    }
}

/// The same story on each database.
pub(crate) async fn on_each(story: impl AsyncFn(&Site)) {
    for database in [Some(sqlite().await), postgres().await].into_iter().flatten() {
        let site = Site::over(database).await;
        story(&site).await;
        site.database.remove().await;
    }
}

impl Site {
    pub(crate) async fn new() -> Self {
        Self::over(sqlite().await).await
    }

    async fn over(database: TestDatabase) -> Self {
        let kek = Kek::generate(&mut desk::random::rng());
        let organisations = setup::parse_organisations(ORGANISATIONS).expect("the shipped units");
        let admin = NewAccount::administrator("admin", PASSWORD, "YY");
        setup::init(&database.location, &kek, Setup { organisations, admin }, now()).await.expect("a new system");
        let desk = Desk::open(&database.location, &kek).await.expect("the system opens");
        for (login, role, org) in [
            ("head", Role::Head, "YYL"),
            ("officer", Role::Officer, "YYL"),
            ("clerk", Role::Clerk, "YYL"),
            ("reviewer", Role::RegistryReviewer, "YYL"),
            ("auditor", Role::Auditor, "YYL"),
            ("security", Role::SecurityAdministrator, "YYL"),
            ("system", Role::Administrator, "YYL"),
            ("court", Role::Liaison, "YYL-FY"),
            ("city", Role::Head, "YY"),
            ("stranger", Role::Officer, "YYX"),
            ("neighbour", Role::Head, "YYX"),
        ] {
            let account = NewAccount {
                login: login.to_owned(),
                display_name: "周立本".to_owned(),
                password: PASSWORD.to_owned(),
                role,
                org_code: org.to_owned(),
            };
            desk::accounts::add(&desk, &account, now()).await.expect("let in");
        }
        let config = web::Config { upload_limit_bytes: 200_000, ..web::Config::new(now) };
        Self { router: web::router(desk.clone(), config), desk, database }
    }

    /// Where the database's files are, on SQLite.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.database.folder.path()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Without a session.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn log_in(&self, login: &str) -> Browser<'_> {
        let body = format!("login={login}&password={}&next=/", PASSWORD.replace(' ', "+"));
        let request = Request::post("/login").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.send(request.body(Body::from(body)).expect("a request")).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
        let cookie = answer.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        let mut browser = Browser { site: self, cookie, csrf: String::new() };
        let mut page = browser.get("/").await;
        if page.status == StatusCode::SEE_OTHER {
            page = browser.get(page.location()).await;
        }
        browser.csrf = page.between("name=\"csrf\" value=\"", "\"").to_owned();
        browser
    }
}

/// A logged-in browser.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    cookie: String,
    pub(crate) csrf: String,
}

impl Browser<'_> {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.site.send(request.body(Body::empty()).expect("a request")).await
    }

    /// A form as it stands, without the token.
    pub(crate) async fn post_bare(&self, path: &str, body: String) -> Answer {
        let request =
            Request::post(path).header(header::COOKIE, &self.cookie).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.site.send(request.body(Body::from(body)).expect("a request")).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).append_pair("csrf", &self.csrf).extend_pairs(fields).finish();
        self.post_bare(path, body).await
    }

    pub(crate) async fn upload(&self, csrf: &str, kind: &str, name: &str, content: &[u8]) -> Answer {
        let part = |field: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        let mut body = format!("{}{}{}", part("csrf", csrf), part("kind", kind), part("profile", "")).into_bytes();
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post("/imports")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.site.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Uploads and waits for the end of the run; gives the path of its page.
    pub(crate) async fn import(&self, name: &str, content: &str) -> String {
        let answer = self.upload(&self.csrf, "submissions", name, content.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let path = answer.location().to_owned();
        loop {
            let progress = self.get(&format!("{path}/progress")).await;
            assert_eq!(progress.status, StatusCode::OK);
            if !progress.text().contains("\"running\"") {
                return path;
            }
            tokio::task::yield_now().await;
        }
    }
}
