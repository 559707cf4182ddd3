//! A paper's fields as a person typed them: what drafting forms send, and what is kept to make the paper again.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::field::Field;

/// Texts by field. `Debug` prints the fields only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Draft(BTreeMap<Field, String>);

impl Draft {
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        self.0.insert(field, text.into());
    }

    /// The text of a field; empty where it has none.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    pub fn to_json(&self) -> String {
        self.0.iter().map(|(field, text)| (field.key().to_owned(), Value::from(text.as_str()))).collect::<Value>().to_string()
    }

    /// What [`Draft::to_json`] wrote; `None` for anything else.
    pub fn from_json(text: &str) -> Option<Self> {
        let Value::Object(fields) = serde_json::from_str(text).ok()? else { return None };
        let field = |(key, value): (String, Value)| Some((Field::from_key(&key)?, value.as_str()?.to_owned()));
        fields.into_iter().map(field).collect::<Option<_>>().map(Self)
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_and_read_again() {
        let mut draft = Draft::default();
        draft.set(Field::Addressee, "欧阳\"垚\"");
        draft.set(Field::Facts, "第一段\n第二段");
        assert_eq!(Draft::from_json(&draft.to_json()), Some(draft.clone()));
        assert_eq!(format!("{draft:?}"), "{Addressee, Facts}");
        assert_eq!(Draft::from_json(r#"{"nobody":"x"}"#), None);
    }
}
