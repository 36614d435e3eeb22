//! Where units were seen, and in what context.

use serde_json::{Map, Value, json};
use tm::context::{Context, Neighbour, NeighbourKind};
use tm::detail::{Detail, DetailError};
use tm::store::Sighting;

/// One place where a unit was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The origin's label; empty where nobody knows.
    pub origin: String,
    /// What stood around it there.
    pub context: Context,
}

impl Seen {
    /// Reads what a sighting says.
    ///
    /// # Errors
    /// Its details are damaged.
    pub fn of(sighting: &Sighting) -> Result<Seen, DetailError> {
        let context = Context::of(&Detail::from_bytes(&sighting.detail)?);
        Ok(Seen { origin: sighting.label.clone(), context })
    }

    /// Adds `origin` and `context`, each where it is known, to an object.
    pub fn add_to(&self, object: &mut Map<String, Value>) {
        if !self.origin.is_empty() {
            object.insert("origin".to_owned(), self.origin.as_str().into());
        }
        if !self.context.is_empty() {
            object.insert("context".to_owned(), context(&self.context));
        }
    }
}

/// `{"previous":[{"lang":"fa","text":"…"},{"hash":"…"}],"next":[…],"id":["…"],"document":["…"]}`, only what is known.
fn context(context: &Context) -> Value {
    let mut object = Map::new();
    for (part, neighbours) in [("previous", &context.previous), ("next", &context.next)] {
        if !neighbours.is_empty() {
            object.insert(part.to_owned(), neighbours.iter().map(neighbour).collect());
        }
    }
    for (part, values) in [("id", &context.id), ("document", &context.document)] {
        if !values.is_empty() {
            object.insert(part.to_owned(), json!(values));
        }
    }
    Value::Object(object)
}

fn neighbour(neighbour: &Neighbour) -> Value {
    let mut object = Map::new();
    if let Some(lang) = neighbour.lang.as_ref().filter(|_| neighbour.kind == NeighbourKind::Text) {
        object.insert("lang".to_owned(), lang.as_str().into());
    }
    object.insert(neighbour.kind.as_str().to_owned(), neighbour.value.as_str().into());
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tm::detail::{Annotation, VariantDetail};
    use tm::lang::Lang;

    #[test]
    fn only_what_is_known_is_said() {
        let said = |seen: &Seen| {
            let mut object = Map::new();
            seen.add_to(&mut object);
            Value::Object(object).to_string()
        };
        assert_eq!(said(&Seen { origin: String::new(), context: Context::default() }), "{}");
        let prop = |kind: &str, text: &str| Annotation {
            element: "prop".into(),
            attributes: vec![("type".into(), kind.into())],
            text: text.into(),
        };
        let fa = VariantDetail {
            annotations: vec![prop("context_next", "نان")],
            ..VariantDetail::new(Lang::persian())
        };
        let detail =
            Detail { annotations: vec![prop("x-Context", "1, 2")], variants: vec![fa], ..Detail::default() };
        let seen = Seen::of(&Sighting { label: "a.tmx".into(), detail: detail.to_bytes() }).unwrap();
        assert_eq!(
            said(&seen),
            r#"{"origin":"a.tmx","context":{"previous":[{"hash":"1, 2"}],"next":[{"lang":"fa","text":"نان"}]}}"#
        );
        assert!(Seen::of(&Sighting { label: String::new(), detail: vec![255] }).is_err());
    }
}
