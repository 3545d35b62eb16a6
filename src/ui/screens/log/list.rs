//! The events that a filter shows, the newest first: found as far as they are looked at, read as far as they are shown.

use crate::app::{App, Error, LogLine};
use crate::domain::id::EventId;
use crate::domain::log::LogFilter;
use crate::ui::action::Action;
use crate::ui::widgets::rows::Rows;

/// How many events are looked at before the next frame, and how many while the hand rests.
const LOOK: usize = 20_000;
const LOOK_LONGER: usize = 100_000;

/// Which events there are.
#[derive(Debug)]
enum Ids {
    /// All of them, whose numbers have no gap: so many.
    Whole(usize),
    /// Those found so far, and from where to look on.
    Found(Vec<EventId>, Option<EventId>),
}

/// The list.
#[derive(Debug)]
pub struct LogList {
    filter: LogFilter,
    ids: Ids,
    rows: Rows,
    /// The lines held, the first of which is row `offset` of the list.
    held: Vec<LogLine>,
    offset: usize,
    is_stale: bool,
}

impl LogList {
    /// A list that has not read anything yet.
    pub fn new(filter: LogFilter) -> Self {
        Self {
            filter,
            ids: Ids::Found(Vec::new(), None),
            rows: Rows::default(),
            held: Vec::new(),
            offset: 0,
            is_stale: true,
        }
    }

    /// Reads again before the next frame; the cursor stays on its event.
    pub fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// How many events there are, as far as is known.
    pub fn total(&self) -> usize {
        match &self.ids {
            Ids::Whole(total) => *total,
            Ids::Found(ids, _) => ids.len(),
        }
    }

    /// Whether there may be more than are known.
    pub fn is_open(&self) -> bool {
        matches!(&self.ids, Ids::Found(_, Some(_)))
    }

    /// The row of the cursor.
    pub fn cursor(&self) -> usize {
        self.rows.cursor
    }

    /// The rows on the screen.
    pub fn shown(&self) -> std::ops::Range<usize> {
        self.rows.shown(self.total())
    }

    /// The line in a row.
    pub fn line(&self, at: usize) -> Option<&LogLine> {
        self.held.get(at.checked_sub(self.offset)?)
    }

    /// The event in a row.
    fn id_at(&self, at: usize) -> Option<EventId> {
        match &self.ids {
            Ids::Whole(total) => {
                let number = total.checked_sub(at).filter(|it| *it > 0)?;
                i64::try_from(number).ok().map(EventId)
            }
            Ids::Found(ids, _) => ids.get(at).copied(),
        }
    }

    /// The event under the cursor.
    pub fn selected(&self) -> Option<EventId> {
        self.id_at(self.rows.cursor)
    }

    /// Moves the cursor; `false` where the action is not about moving. The last row is looked for.
    pub fn update(&mut self, action: Action, app: &App) -> Result<bool, Error> {
        if action == Action::Last {
            self.look(app, usize::MAX, LOOK_LONGER)?;
        }
        Ok(self.rows.update(action, self.total()))
    }

    /// Makes sure that the rows of an area of so many rows are held.
    pub fn prepare(&mut self, app: &App, height: usize) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            self.reload(app, height)?;
        }
        let wanted = self.rows.cursor + height * 3;
        if self.total() < wanted {
            self.look(app, wanted, LOOK)?;
        }
        self.rows.fit(height, self.total());
        let shown = self.shown();
        if shown.start < self.offset || shown.end > self.offset + self.held.len() {
            self.hold(app)?;
        }
        Ok(())
    }

    fn reload(&mut self, app: &App, height: usize) -> Result<(), Error> {
        let (kept, wanted) = (self.selected(), self.rows.cursor + height * 3);
        self.held.clear();
        if self.filter.is_whole() {
            let newest = usize::try_from(app.newest_event()?.0).unwrap_or(0);
            self.ids = Ids::Whole(newest);
        } else {
            let found = app.find_log(&self.filter, None, wanted.max(1), LOOK)?;
            self.ids = Ids::Found(found.ids, found.next);
        }
        let place = kept.and_then(|kept| match &self.ids {
            Ids::Whole(total) => total.checked_sub(usize::try_from(kept.0).ok()?),
            Ids::Found(ids, _) => ids.iter().position(|it| *it == kept),
        });
        if let Some(at) = place {
            self.rows.put(at, self.total());
        }
        Ok(())
    }

    /// Looks on until so many are found.
    fn look(&mut self, app: &App, wanted: usize, most: usize) -> Result<(), Error> {
        let Ids::Found(ids, next) = &mut self.ids else {
            return Ok(());
        };
        let Some(below) = *next else {
            return Ok(());
        };
        let missing = wanted.saturating_sub(ids.len()).max(1);
        let found = app.find_log(&self.filter, Some(below), missing, most)?;
        ids.extend(found.ids);
        *next = found.next;
        Ok(())
    }

    /// Whether the screen has room for events that nobody has looked for yet.
    pub fn is_behind(&self) -> bool {
        self.is_open() && self.total() < self.rows.top + self.rows.height
    }

    /// Looks for them.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        if self.is_behind() {
            self.look(app, self.rows.top + self.rows.height * 3, LOOK_LONGER)?;
        }
        Ok(())
    }

    /// Reads the rows on the screen, and as many above and below.
    fn hold(&mut self, app: &App) -> Result<(), Error> {
        let height = self.rows.height.max(1);
        self.offset = self.rows.top.saturating_sub(height);
        let end = (self.offset + height * 3).min(self.total());
        let ids: Vec<EventId> = (self.offset..end).filter_map(|at| self.id_at(at)).collect();
        self.held = app.list_log(&ids)?;
        Ok(())
    }
}
