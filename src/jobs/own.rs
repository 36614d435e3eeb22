//! What a full export says about a unit besides what its file said: where it was seen, its state, whether it is
//! private. Written as props of our own and taken back out when such a file is read, so that a backup restores a
//! memory and importing it twice changes nothing.

use tm::detail::{Annotation, Detail};
use tm::store::{Record, ReviewState};

use crate::reading::pairs::{ORIGIN, PRIVATE, STATE};

/// What the props said.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The origin's label.
    pub label: Option<String>,
    /// The review state.
    pub state: Option<ReviewState>,
    /// Whether the unit is private.
    pub private: bool,
}

/// Adds the props for one sighting of a unit.
pub fn attach(detail: &mut Detail, label: &str, record: &Record) {
    let mut prop = |name: &str, value: &str| {
        detail.annotations.push(Annotation {
            element: "prop".to_owned(),
            attributes: vec![("type".to_owned(), name.to_owned())],
            text: value.to_owned(),
        });
    };
    if !label.is_empty() {
        prop(ORIGIN, label);
    }
    if record.state != ReviewState::Draft {
        prop(STATE, record.state.as_str());
    }
    if record.private {
        prop(PRIVATE, "yes");
    }
}

/// Takes the props out again.
pub fn detach(detail: &mut Detail) -> Own {
    let mut own = Own::default();
    detail.annotations.retain(|annotation| {
        let [(name, kind)] = annotation.attributes.as_slice() else { return true };
        if annotation.element != "prop" || name != "type" {
            return true;
        }
        match kind.as_str() {
            ORIGIN => own.label = Some(annotation.text.clone()),
            STATE => own.state = ReviewState::ALL.into_iter().find(|s| s.as_str() == annotation.text),
            PRIVATE => own.private = annotation.text == "yes",
            _ => return true,
        }
        false
    });
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use tm::lang::Lang;
    use tm::store::{Sighting, UnitNumber};
    use tm::unit::{Unit, Variant};

    #[test]
    fn what_is_attached_is_detached_and_nothing_else() {
        let fa = Variant::plain(Lang::persian(), "نان");
        let en = Variant::plain(Lang::parse("en").unwrap(), "bread");
        let record = Record {
            number: UnitNumber(1),
            unit: Unit::new(vec![fa, en]).unwrap(),
            state: ReviewState::Reviewed,
            private: true,
            sighting: Sighting::default(),
            day: String::new(),
        };
        let foreign = Annotation {
            element: "prop".into(),
            attributes: vec![("type".into(), "x-project".into())],
            text: "geneva".into(),
        };
        let before = Detail { annotations: vec![foreign], ..Detail::default() };
        let mut detail = before.clone();
        attach(&mut detail, "may.tmx", &record);
        assert_eq!(detail.annotations.len(), 4);
        let own = detach(&mut detail);
        assert_eq!(detail, before);
        assert_eq!(
            own,
            Own { label: Some("may.tmx".into()), state: Some(ReviewState::Reviewed), private: true }
        );
    }
}
