//! Giving the task under the cursor to the terminal's clipboard.

use crate::app::Error;
use crate::ui::model::{Message, Stage, Ui};
use crate::ui::widgets::detail::Sheet;

impl Ui {
    /// Copies the task under the cursor as plain text, where the person has not turned that off.
    ///
    /// # Errors
    /// There is none, it can't be read, or it is turned off.
    pub(super) fn copy(&mut self) -> Result<(), Error> {
        if !self.clipboard.is_on {
            return Err(Error::user("设置里关了剪贴板。")
                .hinted("要用时在 config.toml 里写 clipboard = true。"));
        }
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        let Some(id) = dashboard.screen().selected() else {
            return Err(Error::user("这里没有选中任务。").hinted("先把光标移到一项任务上。"));
        };
        let sheet = Sheet::load(&dashboard.app, id)?;
        self.clipboard.waiting = Some(sheet.plain_text());
        let told = format!("任务 {id} 已发送到终端剪贴板；粘贴不出时看说明里的“剪贴板”。");
        self.message = Some(Message::Done(told));
        Ok(())
    }
}
