//! 日志: the whole record, the newest first, with the event under the cursor in full.

mod list;
mod page;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Effect;
use crate::app::{App, Error, LogLine, LogPage};
use crate::domain::id::TaskId;
use crate::domain::log::{LogFilter, LogQuery};
use crate::text::width::{cut, pad};
use crate::ui::action::Action;
use crate::ui::theme::Theme;
use crate::ui::widgets::scroll::Scroll;
use crate::ui::widgets::search::{Search, found_nothing};
use crate::ui::widgets::{beside, lines};
use list::LogList;
use page::page_lines;

/// From this width on, the list and the event stand side by side.
const WIDE: u16 = 110;

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// To the list.
    List,
    /// To the event; on a narrow screen it then takes the list's place.
    Page,
}

/// The log.
#[derive(Debug)]
pub struct LogScreen {
    list: LogList,
    search: Search,
    query: LogQuery,
    page: Option<LogPage>,
    /// The page as it is drawn.
    lines: Vec<Line<'static>>,
    scroll: Scroll,
    focus: Focus,
    is_wide: bool,
    /// It lies over another screen: the log of one task.
    is_over: bool,
    /// Whether the filter has changed since it was last looked up.
    is_unfitted: bool,
}

impl LogScreen {
    /// The whole log, not read yet.
    pub fn new() -> Self {
        Self {
            list: LogList::new(LogFilter::default()),
            search: Search::default(),
            query: LogQuery::default(),
            page: None,
            lines: Vec::new(),
            scroll: Scroll::default(),
            focus: Focus::List,
            is_wide: false,
            is_over: false,
            is_unfitted: true,
        }
    }

    /// The log of one task, over another screen.
    pub fn of_task(id: TaskId) -> Self {
        Self {
            search: Search::of(&LogQuery::of_task(id)),
            is_over: true,
            ..Self::new()
        }
    }

    fn is_in_page(&self) -> bool {
        self.focus == Focus::Page
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        if self.is_in_page() {
            if self.scroll.update(action) {
                return Ok(Effect::None);
            }
        } else if self.list.update(action, app)? {
            return Ok(Effect::None);
        }
        match action {
            Action::Open if self.is_in_page() => {
                let task = self.page.as_ref().and_then(|it| it.line.entry.task());
                return Ok(task.map_or(Effect::None, Effect::Open));
            }
            Action::Open | Action::NextPane => {
                self.focus = if self.is_in_page() || self.list.selected().is_none() {
                    Focus::List
                } else {
                    Focus::Page
                };
            }
            Action::Back if self.is_in_page() => self.focus = Focus::List,
            Action::Back if self.is_over => return Ok(Effect::Close),
            Action::Back => self.narrow(Search::clear),
            _ => {}
        }
        Ok(Effect::None)
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_unfitted) {
            self.query = LogQuery::parse(self.search.text(), app.today());
            self.list = LogList::new(app.log_filter(&self.query)?);
        }
        let (list, page) = areas(body);
        self.is_wide = list != page;
        self.list
            .prepare(app, usize::from(list.height.saturating_sub(1)))?;
        if self.is_in_page() && self.is_page_behind() {
            self.read_page(app)?;
        }
        let columns = usize::from(page.width.saturating_sub(2));
        let laid_out = |it: &LogPage| page_lines(it, columns, theme);
        self.lines = self.page.as_ref().map_or_else(Vec::new, laid_out);
        self.scroll.fit(usize::from(page.height), self.lines.len());
        Ok(())
    }

    fn is_page_behind(&self) -> bool {
        let read = self.page.as_ref().map(|it| it.line.entry.id());
        (self.is_wide || self.is_in_page()) && read != self.list.selected()
    }

    fn read_page(&mut self, app: &App) -> Result<(), Error> {
        let wanted = self.list.selected();
        self.page = wanted.map(|id| app.log_page(id)).transpose()?;
        self.scroll.top = 0;
        Ok(())
    }

    /// Whether the page is of another event than the cursor's, or more events are to be looked for.
    pub fn is_behind(&self) -> bool {
        self.is_page_behind() || self.list.is_behind()
    }

    /// Reads the event under the cursor, and looks on.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        self.list.rest(app)?;
        self.read_page(app)
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.list.refresh();
        self.page = None;
    }

    /// The filter.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Changes the filter.
    pub fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        if change(&mut self.search) {
            self.is_unfitted = true;
            self.focus = Focus::List;
        }
    }

    /// How many events there are, and what can be typed.
    pub fn summary(&self) -> String {
        let is_open = self.search.is_open;
        let more = if self.list.is_open() { "+" } else { "" };
        match (&self.query.unclear, self.list.total()) {
            (Some(unclear), _) if is_open => format!("看不懂「{unclear}」"),
            (Some(unclear), _) => {
                format!(
                    "看不懂「{unclear}」：日期写作 2021-01-05、2021-01、2021、昨天或本周，任务写编号"
                )
            }
            (None, total) if is_open => format!("{total}条{more}  {}", LogQuery::HELP),
            (None, 0) => format!("0条{more}"),
            (None, total) => format!("{total}条{more}，第{}条", self.list.cursor() + 1),
        }
    }

    /// Draws the list, and the event beside or instead of it.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let (list, page) = areas(body);
        let is_wide = list != page;
        if is_wide {
            beside::divide(frame, list, body, theme);
        }
        if is_wide || !self.is_in_page() {
            self.view_list(frame, list, theme);
        }
        if is_wide || self.is_in_page() {
            let inner = Rect {
                x: page.x + 1,
                width: page.width.saturating_sub(2),
                ..page
            };
            lines::draw_page(frame, inner, &self.lines, self.scroll.top, theme);
        }
    }

    fn view_list(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = Columns::of(area.width);
        lines::text(frame, area, &columns.heading(), theme.strong);
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        if self.list.total() == 0 {
            let text = match (self.list.is_open(), self.search.is_set()) {
                (true, _) => "正在查找…".to_owned(),
                (false, true) => found_nothing("留痕"),
                (false, false) => "还没有留痕。\n导入或装入计划后，每次办理都记在这里。".to_owned(),
            };
            lines::nothing(frame, area, &text, theme);
        }
        let words = self.search.words();
        for (at, place) in self.list.shown().zip(body.rows()) {
            let Some(line) = self.list.line(at) else {
                continue;
            };
            let is_chosen = at == self.list.cursor();
            let text = Line::from(lines::marked(&columns.line(line, is_chosen), &words, theme));
            lines::row(frame, place, &text, (is_chosen, !self.is_in_page()), theme);
        }
    }
}

/// The list's part of a body and the event's; on a small screen both are the whole, and one is drawn.
fn areas(body: Rect) -> (Rect, Rect) {
    if body.width < WIDE {
        return beside::split(body).unwrap_or((body, body));
    }
    beside::part(body, body.width * 11 / 20)
}

/// How wide the columns are: 时间 人员 办理 对象和内容.
struct Columns {
    who: usize,
    what: usize,
}

impl Columns {
    const WHEN: usize = 16;
    const VERB: usize = 8;

    fn of(width: u16) -> Self {
        let who = if width < 72 { 8 } else { 12 };
        // Marker 2, a gap behind three columns, a margin of 1.
        let used = 2 + Self::WHEN + who + Self::VERB + 3 + 1;
        Self {
            who,
            what: usize::from(width).saturating_sub(used),
        }
    }

    fn heading(&self) -> String {
        format!(
            "  {} {} {} 对象和内容",
            pad("时间", Self::WHEN),
            pad("人员", self.who),
            pad("办理", Self::VERB),
        )
    }

    fn line(&self, line: &LogLine, is_chosen: bool) -> String {
        let said = line.entry.said().replace('\n', " ");
        format!(
            "{}{} {} {} {}",
            if is_chosen { "> " } else { "  " },
            pad(&line.when(), Self::WHEN),
            pad(&line.who, self.who),
            pad(line.entry.verb().label(), Self::VERB),
            cut(&format!("{}  {said}", line.title()), self.what),
        )
    }
}
