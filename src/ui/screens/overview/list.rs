//! The tasks behind a number of the overview.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::{App, Error};
use crate::domain::filter::Filter;
use crate::domain::id::TaskId;
use crate::domain::overview::Behind;
use crate::domain::saved_view::SavedView;
use crate::ui::action::Action;
use crate::ui::screens::Effect;
use crate::ui::screens::overdue::Overdue;
use crate::ui::theme::Theme;
use crate::ui::widgets::detail::Sheet;
use crate::ui::widgets::search::Search;
use crate::ui::widgets::task_list::TaskList;

/// A list with a title, over the pane that it was opened from.
#[derive(Debug)]
pub struct ListScreen {
    title: String,
    behind: Behind,
    /// The saved view that it is.
    view: Option<SavedView>,
    list: Overdue,
    is_stale: bool,
}

impl ListScreen {
    /// The tasks behind a number.
    pub fn open(app: &App, title: String, behind: Behind) -> Result<Self, Error> {
        Ok(Self {
            list: Overdue::listing(app.filter_behind(&behind)?),
            title,
            behind,
            view: None,
            is_stale: false,
        })
    }

    /// A saved view.
    pub fn of_view(view: SavedView) -> Self {
        let filter = Filter {
            search: view.kept.words.clone(),
            ..Filter::default()
        };
        let mut list = Overdue::listing(filter.clone());
        list.arrange(view.kept.arrangement);
        Self {
            list,
            title: title(&view),
            behind: Behind::now(filter),
            view: Some(view),
            is_stale: false,
        }
    }

    /// The saved view that it is.
    pub fn saved(&self) -> Option<&SavedView> {
        self.view.as_ref()
    }

    /// It was kept as a view.
    pub fn became(&mut self, view: SavedView) {
        self.title = title(&view);
        self.view = Some(view);
    }

    /// The view was taken away; the list stays.
    pub fn lost(&mut self) {
        self.view = None;
    }

    /// Does what a key asks; Esc that has nothing else to close goes back to the overview.
    pub fn update(&mut self, action: Action) -> Effect {
        if action == Action::Back && !self.list.is_narrowed() {
            return Effect::Close;
        }
        self.list.update(action)
    }

    /// Reads the rows that the next frame shows.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) && matches!(self.behind, Behind::Past(..)) {
            self.list.show(app.filter_behind(&self.behind)?);
        }
        self.list.prepare(app, body, theme)
    }

    /// Whether the detail is of another task than the cursor's.
    pub fn is_behind(&self) -> bool {
        self.list.is_behind()
    }

    /// Reads the task under the cursor.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        self.list.rest(app)
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
        self.list.refresh();
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<TaskId> {
        self.list.selected()
    }

    /// The task as it was last read.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.list.sheet()
    }

    /// The list, where the cursor is in it.
    pub fn list_mut(&mut self) -> Option<&mut TaskList> {
        self.list.list_mut()
    }

    /// The filter.
    pub fn search(&self) -> &Search {
        self.list.search()
    }

    /// Changes the filter.
    pub fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        self.list.narrow(change);
    }

    /// Whose tasks they are, and how many.
    pub fn summary(&self) -> String {
        format!("{}  {}，Esc 返回", self.title, self.list.summary())
    }

    /// Draws the list, and the detail beside or instead of it.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        self.list.view(frame, body, theme);
    }
}

/// What a view is called on the status line.
fn title(view: &SavedView) -> String {
    match view.kept.key {
        Some(key) => format!("F{key} {}", view.kept.name),
        None => format!("视图「{}」", view.kept.name),
    }
}
