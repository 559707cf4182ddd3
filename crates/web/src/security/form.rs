//! Posted forms: read as name-value pairs, taken only with the session's token.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::security::session::Signed;

/// A form of a logged-in person whose token was right.
pub(crate) struct Posted {
    pub(crate) signed: Signed,
    pub(crate) fields: Fields,
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let signed = Signed::from_request_parts(&mut parts, state).await.map_err(IntoResponse::into_response)?;
        let fields = Fields::from_request(Request::from_parts(parts, body), state).await?;
        if !is_same(fields.text("csrf"), &signed.csrf) {
            return Err(Failure::StaleForm.into_response());
        }
        Ok(Self { signed, fields })
    }
}

/// The fields of a form, repeated names kept.
pub(crate) struct Fields(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(Self(pairs))
    }
}

impl Fields {
    /// The trimmed value; empty where the form has none. A field must be looked at by the use case in either case.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// As typed, for passwords.
    pub(crate) fn untrimmed(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// A value that only our own page could have put there: a number in a hidden or chosen field.
    pub(crate) fn id(&self, name: &str) -> Result<i64, Failure> {
        self.text(name).parse().map_err(|_| Failure::BadRequest)
    }

    /// A value of a closed list.
    pub(crate) fn code<T>(&self, name: &str, from_code: fn(&str) -> Option<T>) -> Result<T, Failure> {
        from_code(self.text(name)).ok_or(Failure::BadRequest)
    }

    /// Everything that was sent, for acts whose fields the desk describes.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Every value of a repeated name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// Every number of a repeated name.
    pub(crate) fn ids(&self, name: &str) -> Result<Vec<i64>, Failure> {
        self.all(name).map(|value| value.parse().map_err(|_| Failure::BadRequest)).collect()
    }

    /// Whether a checkbox was ticked.
    pub(crate) fn is_ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Purpose of a clear value, with the note behind it.
    pub(crate) fn purpose(&self) -> String {
        match (self.text("purpose"), self.text("note")) {
            (purpose, "") => purpose.to_owned(),
            (purpose, note) => format!("{purpose}：{note}"),
        }
    }
}

/// Compares in time that depends on the lengths only. An empty token is never right.
pub(crate) fn is_same(given: &str, expected: &str) -> bool {
    !expected.is_empty() && given.len() == expected.len() && given.bytes().zip(expected.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        assert!(is_same("abc", "abc"));
        assert!(!is_same("abd", "abc"));
        assert!(!is_same("ab", "abc"));
        assert!(!is_same("", ""));
    }

    #[test]
    fn fields_are_read_by_kind() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = Fields(vec![
            pair("finding", "3"),
            pair("finding", " 4 "),
            pair("reason", "  理由 "),
            pair("purpose", "核查违法线索"),
            pair("note", "现场"),
        ]);
        assert_eq!(fields.ids("finding"), Ok(vec![3, 4]));
        assert_eq!(fields.text("reason"), "理由");
        assert_eq!(fields.untrimmed("reason"), "  理由 ");
        assert_eq!(fields.id("version"), Err(Failure::BadRequest));
        assert_eq!(fields.purpose(), "核查违法线索：现场");
        assert!(!fields.is_ticked("forbid"));
    }
}
