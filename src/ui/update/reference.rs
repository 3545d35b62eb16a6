//! What the tasks of every plan refer to, changed: indicators.

use crate::app::Error;
use crate::domain::id::IndicatorId;
use crate::domain::indicator::Reading;
use crate::domain::indicator::words::figure;
use crate::ui::model::{Message, Stage, Ui};

impl Ui {
    /// Notes what an indicator was in a year; refused, the form stays with what was typed.
    pub(super) fn note(&mut self, indicator: IndicatorId, year: &str, value: &str, source: String) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let reading = Reading::parse(year, value, source)
            .map_err(|told| Error::user(told).hinted("只写数字，例如 2019 和 78.6。"));
        match reading.and_then(|it| dashboard.app.note_reading(indicator, &it)) {
            Ok(()) => {
                self.dialog = None;
                self.refresh();
                self.message = Some(Message::Done("已登记；按 z 撤销。".to_owned()));
            }
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
            }
        }
    }

    pub(super) fn take_back(&mut self, indicator: IndicatorId) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        let taken = dashboard.app.undo_reading(indicator)?;
        self.refresh();
        let message = format!("已撤销 {} 年的登记：{}。", taken.year, figure(taken.value));
        self.message = Some(Message::Done(message));
        Ok(())
    }
}
