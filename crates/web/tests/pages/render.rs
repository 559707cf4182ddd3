//! Every page from its sample: well-formed, escaped, nothing inline, forms guarded.

/// Elements without an end tag.
const VOID: &[&str] = &["meta", "link", "img", "input", "br", "hr"];

/// Elements that SVG closes in place.
const SVG: &[&str] = &["rect", "line", "circle", "path"];

fn pages() -> Vec<web::gallery::Shown> {
    web::gallery::pages().expect("every page renders")
}

/// Names of tags in order with their attributes, as `(name, attributes, is_end)`.
fn tags(html: &str) -> Vec<(String, String, bool)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("every tag is closed");
        let inner = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if inner.starts_with('!') {
            continue;
        }
        let is_end = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let (name, attributes) = inner.split_once(|c: char| c.is_whitespace()).unwrap_or((inner, ""));
        tags.push((name.trim_end_matches('/').to_owned(), attributes.to_owned(), is_end));
    }
    tags
}

#[test]
fn every_tag_finds_its_end() {
    for page in pages() {
        let mut open: Vec<String> = Vec::new();
        for (name, attributes, is_end) in tags(&page.html) {
            if is_end {
                assert_eq!(open.pop().as_deref(), Some(name.as_str()), "{}: wrong end tag", page.name);
                continue;
            }
            let is_closed_in_place = SVG.contains(&name.as_str()) && attributes.ends_with('/');
            if !VOID.contains(&name.as_str()) && !is_closed_in_place {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{}: left open {open:?}", page.name);
    }
}

#[test]
fn nothing_of_the_data_becomes_markup() {
    for page in pages() {
        for planted in ["<柳毅>", "<b>要求", "<洞庭>", "<连锁>", "<4月>", "<芥菜>", "<8>", "<公安>", "<小票>", "<依据>", "<从未>", "<一半>"]
        {
            assert!(!page.html.contains(planted), "{}: {planted} is not escaped", page.name);
        }
    }
}

#[test]
fn the_content_policy_has_nothing_to_forbid() {
    for page in pages() {
        for (name, attributes, is_end) in tags(&page.html) {
            let words: Vec<&str> = attributes.split_whitespace().collect();
            assert!(!words.iter().any(|word| word.starts_with("style=")), "{}: inline style", page.name);
            assert!(!words.iter().any(|word| word.starts_with("on")), "{}: inline handler in {attributes}", page.name);
            assert!(is_end || name != "script" || attributes.contains("src=\"/static/"), "{}: inline script", page.name);
            assert_ne!(name, "style", "{}", page.name);
        }
    }
}

#[test]
fn every_posted_form_but_login_carries_the_token() {
    for page in pages() {
        for form in page.html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or("");
            let is_login = form.contains("action=\"/login\"") || form.contains("action=\"/login/code\"");
            if form.contains("method=\"post\"") && !is_login {
                assert!(form.contains("name=\"csrf\" value=\"sample-token\""), "{}: a form without its token", page.name);
            }
        }
    }
}

#[test]
fn ids_are_unique_and_labels_point_at_something() {
    for page in pages() {
        let values = |attribute: &str| -> Vec<String> {
            page.html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
        };
        let ids = values("id");
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{}: an id stands twice", page.name);
        for attribute in ["for", "aria-labelledby", "aria-describedby", "popovertarget"] {
            for target in values(attribute).iter().flat_map(|value| value.split_whitespace()) {
                assert!(unique.binary_search_by(|id| id.as_str().cmp(target)).is_ok(), "{}: {attribute} {target} leads nowhere", page.name);
            }
        }
    }
}

#[test]
fn pages_are_in_chinese() {
    for page in pages() {
        assert!(page.html.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"), "{}", page.name);
        assert_eq!(page.html.matches("<h1").count(), 1, "{}: one first heading", page.name);
    }
}

#[test]
fn scripts_and_style_are_addressed_by_content() {
    for (url, body) in web::static_files() {
        assert!(!body.is_empty(), "{url}");
        assert!(pages().iter().any(|page| page.html.contains(&format!("\"{url}\""))), "{url} is not used");
    }
}
