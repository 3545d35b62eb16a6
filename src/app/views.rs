//! Saved views: kept for a person, or shared with everybody.

use super::error::Error;
use super::{App, Kind};
use crate::domain::id::ViewId;
use crate::domain::saved_view::{Flaw, KEYS, Kept, LONGEST_NAME, LONGEST_WORDS, SavedView};

impl App {
    /// The views that the person may open: their own first.
    pub fn list_views(&self) -> Result<Vec<SavedView>, Error> {
        let (login, _) = self.visitor();
        Ok(self.store.read(|read| read.list_views(login))?)
    }

    /// The view that a function key opens.
    pub fn view_on_key(&self, key: u8) -> Result<Option<SavedView>, Error> {
        let (login, _) = self.visitor();
        let all = self.list_views()?;
        Ok(SavedView::on_key(&all, key, login).cloned())
    }

    /// Whether the person may change a view or take it away.
    pub fn may_change_view(&self, view: &SavedView) -> bool {
        view.may_change(self.visitor().0, self.person.role)
    }

    /// Keeps a view of the person; the one that they have by this name gives way.
    ///
    /// # Errors
    /// It can't be kept so, its words can't be read, or a past day is looked at.
    pub fn keep_view(&mut self, kept: Kept) -> Result<SavedView, Error> {
        self.must_be_present()?;
        let kept = kept.check(self.person.role).map_err(flawed)?;
        if let Some(problem) = self.task_query(&kept.words).problem {
            return Err(Error::user(format!("{problem}。"))
                .hinted("筛选词和列表里按 / 输的一样，可以不填。"));
        }
        let login = self.visitor().0.to_owned();
        let id = self.store.write(|write| write.put_view(&login, &kept))?;
        Ok(SavedView { id, login, kept })
    }

    /// Takes a view away.
    ///
    /// # Errors
    /// There is none of that number for the person, it is another's, or a past day is looked at.
    pub fn drop_view(&mut self, id: ViewId) -> Result<SavedView, Error> {
        self.must_be_present()?;
        let view = self.list_views()?.into_iter().find(|it| it.id == id);
        let view =
            view.ok_or_else(|| Error::user("这个视图已经没有了。").hinted("按 9 看现有的视图。"))?;
        if !self.may_change_view(&view) {
            let error = Error::user(format!("视图「{}」是别人的。", view.kept.name));
            return Err(error
                .hinted("只有本人和协调员能删；可以按 W 另存一个自己的。")
                .of_kind(Kind::Permission));
        }
        self.store.write(|write| write.delete_view(id))?;
        Ok(view)
    }
}

/// Why a view is not kept, and what to do.
fn flawed(flaw: Flaw) -> Error {
    match flaw {
        Flaw::Nameless => {
            Error::user("视图还没有名称。").hinted("填一个以后认得出的，如 本周到期。")
        }
        Flaw::LongName => {
            Error::user("视图的名称太长。").hinted(format!("最多 {LONGEST_NAME} 个字。"))
        }
        Flaw::LongWords => {
            Error::user("筛选词太长。").hinted(format!("最多 {LONGEST_WORDS} 个字。"))
        }
        Flaw::Key => {
            let keys: Vec<String> = KEYS.iter().map(|it| format!("F{it}")).collect();
            Error::user("视图不能用这个键。").hinted(format!("可以用 {}。", keys.join(" ")))
        }
        Flaw::Sharing => Error::user("只有协调员能把视图给大家用。")
            .hinted("选「只有自己」。")
            .of_kind(Kind::Permission),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::demo::office;
    use crate::domain::arrangement::{Arrangement, Grouping};
    use crate::domain::person::Role;

    fn kept(name: &str, key: Option<u8>, is_shared: bool) -> Kept {
        Kept {
            name: name.to_owned(),
            words: "灯:红 截止<本周".to_owned(),
            arrangement: Arrangement {
                sort: None,
                grouping: Some(Grouping::Lead),
            },
            key,
            is_shared,
        }
    }

    fn names(app: &App) -> Vec<String> {
        let all = app.list_views().unwrap().into_iter();
        all.map(|it| it.kept.name).collect()
    }

    /// The same file, opened by a liaison of it.
    fn liaison(app: &App, folder: &tempfile::TempDir) -> App {
        let people = app.list_people().unwrap();
        let login = people
            .iter()
            .find(|it| it.role == Role::Liaison)
            .map(|it| it.login.clone());
        App::open(&crate::app::Settings {
            path: folder.path().join("demo.db"),
            today: Some(app.today()),
            stand_in: login,
            key: None,
        })
        .unwrap()
    }

    #[test]
    fn a_view_is_kept_opened_by_its_key_and_gives_way_to_one_of_its_name() {
        let (_folder, mut app) = office();
        let first = app.keep_view(kept("红灯", Some(2), false)).unwrap();
        assert_eq!(app.view_on_key(2).unwrap(), Some(first.clone()));
        let second = app.keep_view(kept("黄灯", Some(2), false)).unwrap();
        assert_eq!(app.view_on_key(2).unwrap(), Some(second));
        let again = app.keep_view(kept("红灯", Some(3), false)).unwrap();
        assert_eq!(again.id, first.id);
        assert_eq!(names(&app), ["红灯", "黄灯"]);
        app.drop_view(again.id).unwrap();
        assert_eq!(names(&app), ["黄灯"]);
        let error = app.drop_view(again.id).unwrap_err();
        assert!(error.message.contains("已经没有"), "{}", error.message);
    }

    #[test]
    fn others_see_what_is_shared_and_only_that_and_can_not_take_it_away() {
        let (folder, mut app) = office();
        app.keep_view(kept("自己的", None, false)).unwrap();
        let shared = app.keep_view(kept("大家的", Some(4), true)).unwrap();
        let mut other = liaison(&app, &folder);
        assert_eq!(names(&other), ["大家的"]);
        assert_eq!(other.view_on_key(4).unwrap(), Some(shared.clone()));
        assert!(!other.may_change_view(&shared));
        let refused = other.drop_view(shared.id).unwrap_err();
        assert_eq!(refused.kind, Kind::Permission);
        let refused = other.keep_view(kept("想给大家", None, true)).unwrap_err();
        assert_eq!(refused.kind, Kind::Permission);
        let own = other.keep_view(kept("大家的", Some(4), false)).unwrap();
        assert_eq!(other.view_on_key(4).unwrap(), Some(own), "one's own first");
        assert_eq!(names(&app), ["自己的", "大家的"]);
        app.drop_view(shared.id).unwrap();
    }

    #[test]
    fn words_that_can_not_be_read_are_not_kept() {
        let (_folder, mut app) = office();
        let mut bad = kept("坏的", None, false);
        bad.words = "状态:没有这种".to_owned();
        let error = app.keep_view(bad).unwrap_err();
        assert!(error.message.contains("没有这种"), "{}", error.message);
        assert!(names(&app).is_empty());
    }
}
