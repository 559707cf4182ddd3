//! One line per request: method, matched route, status, time taken, request id. Never the address itself, its query,
//! a header or a body: those may hold what people filed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

/// Names one request in the log and on its error page; counts up from the start of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestId(pub(crate) u64);

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// Layer: gives the id and writes the line. It sits outside all others.
#[expect(clippy::disallowed_methods, reason = "measures how long a request took, decides nothing")]
pub(crate) async fn record(mut request: Request, next: Next) -> Response {
    let id = RequestId(NEXT_ID.fetch_add(1, Ordering::Relaxed));
    request.extensions_mut().insert(id);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let started = Instant::now();
    let mut response = next.run(request).await;
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(id = id.0, %method, route, status = response.status().as_u16(), millis, "request");
    response.headers_mut().insert("x-request-id", HeaderValue::from(id.0));
    response
}
