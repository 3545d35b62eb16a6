//! Saved views: kept, opened by key or by name, taken away.

use crate::app::Error;
use crate::domain::saved_view::{Kept, SavedView};
use crate::ui::dialogs::Dialog;
use crate::ui::dialogs::view::ViewForm;
use crate::ui::model::{Message, Stage, Ui};
use crate::ui::screens::Screen;
use crate::ui::screens::overview::list::ListScreen;

impl Ui {
    /// Asks what the list under the cursor is to be called.
    pub(super) fn begin_view(&mut self) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let can_share = dashboard.app.person().role.coordinates();
        let (screen, app) = dashboard.screen_mut();
        let opened = screen.view_shown().map(|it| it.kept.clone());
        let Some((filter, arrangement)) = screen.list_shown() else {
            let error = Error::user("这里没有能存下的任务清单。");
            let error = error.hinted("先在 2 计划里按 / 筛选，或到 3 逾期，再按 W。");
            self.message = Some(error.into());
            return;
        };
        let words = app.words_of(filter);
        let is_said = words.is_some();
        let kept = Kept {
            words: words.unwrap_or_default(),
            arrangement,
            ..opened.unwrap_or_default()
        };
        let form = ViewForm::new(kept, is_said, can_share);
        self.dialog = Some(Dialog::View(Box::new(form)));
    }

    /// Keeps a view; refused, the form stays with what was typed.
    pub(super) fn keep_view(&mut self, kept: Kept) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match dashboard.app.keep_view(kept) {
            Ok(view) => {
                self.dialog = None;
                let open = view
                    .kept
                    .key
                    .map_or("按 9".to_owned(), |it| format!("按 F{it}"));
                let said = format!("已存为视图「{}」，{open} 打开。", view.kept.name);
                dashboard
                    .views
                    .retain(|it| it.saved().map(|it| it.id) != Some(view.id));
                if let (Screen::List(list), _) = dashboard.screen_mut() {
                    list.became(view);
                }
                self.message = Some(Message::Done(said));
            }
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
            }
        }
    }

    /// Opens the view of a function key.
    pub(super) fn open_key(&mut self, key: u8) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match dashboard.app.view_on_key(key) {
            Ok(Some(view)) => self.open_view(view),
            Ok(None) => {
                let said = format!("F{key} 还没有视图：在任务列表里按 W 存一个，选上这个键。");
                self.message = Some(Message::Done(said));
            }
            Err(error) => self.message = Some(error.into()),
        }
    }

    /// Opens a view; one that was opened before is as it was left.
    pub(super) fn open_view(&mut self, view: SavedView) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        if dashboard.screen().view_shown() == Some(&view) {
            return;
        }
        // Views take each other's place, so that Esc leads out of any of them at once.
        if dashboard.screen().view_shown().is_some() {
            dashboard.close();
        }
        let left = dashboard
            .views
            .iter()
            .position(|it| it.saved() == Some(&view));
        let list = match left {
            Some(at) => dashboard.views.remove(at),
            None => ListScreen::of_view(view),
        };
        dashboard.over.push(Screen::List(Box::new(list)));
    }

    /// Takes the view away that is shown; the list stays, so that it can be kept again.
    pub(super) fn drop_view(&mut self) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let Some(id) = dashboard.screen().view_shown().map(|it| it.id) else {
            let said = "这份清单不是存下的视图；按 W 可以存为视图。";
            self.message = Some(Message::Done(said.to_owned()));
            return;
        };
        match dashboard.app.drop_view(id) {
            Ok(view) => {
                if let (Screen::List(list), _) = dashboard.screen_mut() {
                    list.lost();
                }
                let said = format!("已删除视图「{}」；按 W 可以再存。", view.kept.name);
                self.message = Some(Message::Done(said));
            }
            Err(error) => self.message = Some(error.into()),
        }
    }
}
