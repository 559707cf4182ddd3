//! What stands between a browser and the pages.

use crate::site::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

#[tokio::test]
async fn without_a_session_everything_leads_to_the_login() {
    let site = Site::new().await;
    for path in
        ["/", "/submissions?due=today", "/submissions/1", "/persons/1", "/imports", "/imports/1", "/exports", "/lookup", "/papers/1"]
    {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.location().starts_with("/login?next=%2F"), "{path}: {}", answer.location());
    }
    let form = Request::post("/lookup").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = site.send(form.body(Body::from("by=phone&value=1")).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text().contains("登录已过期"));
    let forged = Request::get("/").header(header::COOKIE, "session=0000");
    assert_eq!(site.send(forged.body(Body::empty()).expect("a request")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    for answer in [site.get("/login").await, browser.get("/").await, browser.get("/nothing").await, browser.get("/submissions/999").await] {
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'; style-src 'self'"));
        assert!(!answer.header("content-security-policy").contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for (url, body) in web::static_files() {
        let answer = site.get(&url).await;
        assert_eq!(answer.bytes, body);
        assert!(answer.header("cache-control").contains("immutable"));
    }
    assert_eq!(site.get("/static/style-000000000000.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_wrong_password_opens_nothing() {
    let site = Site::new().await;
    let form = Request::post("/login").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = site.send(form.body(Body::from("login=head&password=guess")).expect("a request")).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::UNPROCESSABLE_ENTITY, ""));
    assert!(answer.text().contains("账号或密码不正确"));
}

#[tokio::test]
async fn the_cookie_is_strict_and_ends_with_logout() {
    let site = Site::new().await;
    let form = Request::post("/login").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = "login=head&password=a+long+password&next=//evil.example";
    let answer = site.send(form.body(Body::from(body)).expect("a request")).await;
    assert_eq!(answer.location(), "/");
    assert!(answer.header("set-cookie").ends_with("; Path=/; HttpOnly; SameSite=Strict"));

    let browser = site.log_in("head").await;
    let answer = browser.post("/logout", &[]).await;
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(browser.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_without_the_sessions_token_does_nothing() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    let other = site.log_in("head").await;
    for token in ["", "csrf=", &format!("csrf={}", other.csrf)] {
        for path in ["/submissions/columns", "/submissions/filters", "/submissions/1/reveal", "/lookup", "/exports", "/logout"] {
            let answer = browser.post_bare(path, token.to_owned()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            assert!(answer.text().contains("表单已失效"), "{path}");
        }
    }
    assert_eq!(browser.upload(&other.csrf, "submissions", "a.csv", b"x").await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn posts_from_another_site_are_turned_away() {
    let site = Site::new().await;
    for (from, expected) in
        [("cross-site", StatusCode::FORBIDDEN), ("same-site", StatusCode::FORBIDDEN), ("same-origin", StatusCode::UNPROCESSABLE_ENTITY)]
    {
        let form = Request::post("/login").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").header("sec-fetch-site", from);
        let answer = site.send(form.body(Body::from("login=head&password=guess")).expect("a request")).await;
        assert_eq!(answer.status, expected, "{from}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_has_a_page_with_a_way_on() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    let missing = browser.get("/submissions/999").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.text().contains("没有找到") && missing.text().contains("回到工作台") && missing.text().contains("主导航"));
    assert_eq!(browser.get("/submissions/abc").await.status, StatusCode::BAD_REQUEST);
    assert!(browser.get("/submissions/abc").await.text().contains("无法识别的请求"));
    assert_eq!(browser.get("/logout").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.post("/submissions/1/matters/1/burn", &[("version", "1")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/lookup", &[("by", "name"), ("value", "张三")]).await.status, StatusCode::BAD_REQUEST);
    let large = browser.post("/lookup", &[("value", &"9".repeat(70_000))]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.text().contains("内容过大"));
    let large = browser.upload(&browser.csrf, "submissions", "a.csv", &vec![b'x'; 300_000]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn posts_see_only_what_they_may() {
    let site = Site::new().await;
    let admin = site.log_in("admin").await;
    assert!(admin.get("/").await.text().contains("您的岗位不办理来件"));
    for path in ["/submissions", "/imports", "/lookup"] {
        assert_eq!(admin.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let auditor = site.log_in("auditor").await;
    assert_eq!(auditor.get("/submissions").await.status, StatusCode::OK);
    assert_eq!(auditor.get("/imports").await.status, StatusCode::FORBIDDEN);
    assert!(!auditor.get("/").await.text().contains("href=\"/imports\""));
}
