//! Saved views (视图): a list of tasks that somebody wants to see again, by what narrows it and how it is arranged.

use super::arrangement::Arrangement;
use super::id::ViewId;
use super::person::Role;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "视图")]
pub struct SavedView {
    /// Its number.
    pub id: ViewId,
    /// Whose it is.
    pub login: String,
    /// What it holds.
    pub kept: Kept,
}

/// What a saved view holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// What it is called; a person has one view of a name.
    pub name: String,
    /// What narrows it, as typed into a filter: read anew each time, so that 本周 stays this week.
    pub words: String,
    /// How it is arranged.
    pub arrangement: Arrangement,
    /// The function key that opens it: 2 for F2.
    pub key: Option<u8>,
    /// Everybody may open it.
    pub is_shared: bool,
}

/// The function keys that open views; F1 and F5 mean something else.
pub const KEYS: [u8; 7] = [2, 3, 4, 6, 7, 8, 9];

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 20;

/// The longest words, in characters.
pub const LONGEST_WORDS: usize = 500;

/// Why a view is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has no name.
    Nameless,
    /// Its name is too long.
    LongName,
    /// Its words are too many.
    LongWords,
    /// No view can have that key.
    Key,
    /// Only who coordinates shares.
    Sharing,
}

impl Kept {
    /// The view as it is kept, or why not, when somebody with this role keeps it.
    pub fn check(self, role: Role) -> Result<Self, Flaw> {
        let kept = Self {
            name: self.name.trim().to_owned(),
            words: self.words.trim().to_owned(),
            ..self
        };
        let is_too_long = |text: &str, most| text.chars().nth(most).is_some();
        match () {
            () if kept.name.is_empty() => Err(Flaw::Nameless),
            () if is_too_long(&kept.name, LONGEST_NAME) => Err(Flaw::LongName),
            () if is_too_long(&kept.words, LONGEST_WORDS) => Err(Flaw::LongWords),
            () if kept.key.is_some_and(|it| !KEYS.contains(&it)) => Err(Flaw::Key),
            () if kept.is_shared && !role.coordinates() => Err(Flaw::Sharing),
            () => Ok(kept),
        }
    }
}

impl SavedView {
    /// Whether a person may change it or take it away: their own; a shared one whoever coordinates, too.
    pub fn may_change(&self, login: &str, role: Role) -> bool {
        self.login == login || (self.kept.is_shared && role.coordinates())
    }

    /// The view that a key opens: of the person's own, before that of others.
    pub fn on_key<'a>(all: &'a [Self], key: u8, login: &str) -> Option<&'a Self> {
        let on = || all.iter().filter(|it| it.kept.key == Some(key));
        on().find(|it| it.login == login).or_else(|| on().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(name: &str) -> Kept {
        Kept {
            name: name.to_owned(),
            ..Kept::default()
        }
    }

    #[test]
    fn what_can_not_be_kept_is_told() {
        let role = Role::Liaison;
        assert_eq!(
            kept(" 本周到期 ").check(role).map(|it| it.name).as_deref(),
            Ok("本周到期")
        );
        assert_eq!(kept("  ").check(role), Err(Flaw::Nameless));
        assert_eq!(kept(&"长".repeat(21)).check(role), Err(Flaw::LongName));
        let words = "词".repeat(501);
        assert_eq!(
            Kept {
                words,
                ..kept("甲")
            }
            .check(role),
            Err(Flaw::LongWords)
        );
        let key = Some(5);
        assert_eq!(Kept { key, ..kept("甲") }.check(role), Err(Flaw::Key));
        let shared = Kept {
            is_shared: true,
            ..kept("甲")
        };
        assert_eq!(shared.clone().check(role), Err(Flaw::Sharing));
        assert!(shared.check(Role::Coordinator).is_ok());
    }

    #[test]
    fn ones_own_view_has_its_key_before_that_of_others() {
        let view = |id, login: &str, key| SavedView {
            id: ViewId(id),
            login: login.to_owned(),
            kept: Kept {
                key,
                is_shared: true,
                ..kept("甲")
            },
        };
        let all = [
            view(1, "wang", Some(2)),
            view(2, "li", Some(2)),
            view(3, "wang", Some(3)),
        ];
        let on = |key, login| SavedView::on_key(&all, key, login).map(|it| it.id.0);
        assert_eq!(
            [on(2, "li"), on(2, "zhao"), on(3, "li"), on(4, "li")],
            [Some(2), Some(1), Some(3), None]
        );
        assert!(
            all[0].may_change("wang", Role::Liaison) && !all[0].may_change("li", Role::Liaison)
        );
        assert!(all[0].may_change("li", Role::Coordinator));
    }
}
