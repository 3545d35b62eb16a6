//! The summary written into a file, and sent.

use crate::app::{Error, Form, PaperFormat, WeeklyAsked};
use crate::text::width::on_paper;
use crate::ui::model::{Message, Stage, Ui};

/// What nobody does from afar, and how it is done there.
const EXPORT: &str = "把文件写到服务器上";

impl Ui {
    /// Writes a summary into a file of the folder that the program was started in.
    pub(super) fn export_weekly(&mut self, asked: &WeeklyAsked, format: Form) {
        let (pace, period) = (asked.term.pace().code(), asked.term.code());
        let (paper, ending) = (asked.term.pace().paper(), format.ending());
        let hint = format!(
            "请在自己的电脑上执行：ssh 本服务器 export weekly --{pace} {period} --format {ending} > {paper}.{ending}。"
        );
        let written = self.settings.must_be_local(EXPORT, &hint).and_then(|()| {
            let Stage::Open(dashboard) = &self.stage else {
                return Ok(None);
            };
            let made = on_paper(|| dashboard.app.weekly_document(asked, format))?;
            let name = format!("{}.{}", made.name, format.ending());
            made.paper.keep(&self.folder, &name).map(Some)
        });
        self.message = match written {
            Ok(Some(path)) => Some(Message::Done(format!("已写入 {}", path.display()))),
            Ok(None) => None,
            Err(error) => Some(error.into()),
        };
    }

    /// Sends a summary as Word and keeps it; whoever sits at the machine gets the file at once.
    pub(super) fn dispatch(&mut self, asked: &WeeklyAsked) {
        match self.send_weekly(asked) {
            Ok(told) => {
                self.dialog = None;
                self.refresh();
                self.message = Some(Message::Done(told));
            }
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
            }
        }
    }

    fn send_weekly(&mut self, asked: &WeeklyAsked) -> Result<String, Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(String::new());
        };
        let format = Form::Paper(PaperFormat::Docx);
        let (sent, paper) = on_paper(|| dashboard.app.send_weekly(asked, format))?;
        let kept = format!("已记为发文 {}", sent.id);
        if self.settings.key.is_some() {
            let (id, file) = (sent.id, sent.file);
            return Ok(format!(
                "{kept}；取文件：ssh 本服务器 export sent {id} > {file}"
            ));
        }
        Ok(match paper.keep(&self.folder, &sent.file) {
            Ok(path) => format!("{kept}，已写入 {}", path.display()),
            Err(error) => format!(
                "{kept}；{}用 duban export sent {} 再取。",
                error.message, sent.id
            ),
        })
    }
}
