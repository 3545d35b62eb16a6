//! How a list is sorted, and under which headings it stands.

use crate::app::Error;
use crate::domain::arrangement::Sort;
use crate::domain::filter::Filter;
use crate::domain::overview::Behind;
use crate::ui::action::Action;
use crate::ui::model::{Stage, Ui};
use crate::ui::screens::{Effect, Screen};

impl Ui {
    /// Opens the filter of the screen; where it has none, that of all tasks.
    pub(super) fn begin_filter(&mut self) {
        let has_none = match &self.stage {
            Stage::Open(dashboard) => dashboard.screen().search().is_none(),
            Stage::Welcome(_) => return,
        };
        if has_none && let Err(error) = self.list_all() {
            self.message = Some(error.into());
            return;
        }
        self.narrow(|search| {
            search.is_open = true;
            false
        });
    }

    /// Lists all tasks over the screen.
    fn list_all(&mut self) -> Result<(), Error> {
        let all = Behind::now(Filter::default());
        self.effect(Effect::Behind("全部任务".to_owned(), all))
    }

    /// Arranges the list that the cursor is in; where it is in none, that of all tasks.
    pub(super) fn arrange(&mut self, action: Action) {
        if let Err(error) = self.arrange_list(action) {
            self.message = Some(error.into());
        }
    }

    fn arrange_list(&mut self, action: Action) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        if let Screen::Inbox(_) = dashboard.screen() {
            let error = Error::user("待办已按事由分组，等得久的在前。");
            return Err(error.hinted("要另行排序、分组，请到 2 计划、3 逾期或 4 部门。"));
        }
        let (screen, _) = dashboard.screen_mut();
        if action == Action::TurnHeadings {
            screen.turn_headings();
            return Ok(());
        }
        if screen.arrangement().is_none() {
            self.list_all()?;
        }
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        let (screen, _) = dashboard.screen_mut();
        let mut arrangement = screen.arrangement().unwrap_or_default();
        match action {
            Action::Sort(column) => {
                arrangement.sort = column.map(|it| Sort::turned(arrangement.sort, it));
            }
            Action::Group(grouping) => arrangement.grouping = grouping,
            _ => {}
        }
        screen.arrange(arrangement);
        Ok(())
    }
}
