//! 拆解: a measure on the workbench. Its paragraph with the words of each task marked, its tasks, and what needs none.

mod paragraph;
mod view;

use super::Effect;
use crate::app::{App, Error, Next, Remake, Scope, Step};
use crate::domain::coverage::Part;
use crate::domain::department::Directory;
use crate::domain::id::{MeasureId, TaskId};
use crate::domain::plan::Plan;
use crate::domain::status::Status;
use crate::domain::suggestion::Advised;
use crate::domain::task::Task;
use crate::domain::workspace::{Progress, Workspace};
use crate::ui::action::{Action, Breaking};
use crate::ui::dialogs::Dialog;
use crate::ui::dialogs::draft::{Aim, DraftForm};
use crate::ui::dialogs::handout::Handout;
use crate::ui::dialogs::reason::{Marked, ReasonForm};
use crate::ui::dialogs::title::TitleForm;
use crate::ui::theme::Theme;
use crate::ui::widgets::rows::Rows;
use chrono::NaiveDate;
use paragraph::Paragraph;
use ratatui::layout::Rect;

/// A measure with more tasks than this is a list; the rest is asked for when it comes to it.
const MOST_ADVISED: usize = 200;

/// What the keys move over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    /// The paragraph.
    Paragraph,
    /// The tasks.
    Tasks,
}

/// The workspace of one measure.
#[derive(Debug)]
pub struct WorkspaceScreen {
    workspace: Workspace,
    plan: String,
    progress: Progress,
    paragraph: Paragraph,
    rows: Rows,
    pane: Pane,
    /// Who leads each task, in their order.
    leads: Vec<Lead>,
    /// Who probably should, for each that nobody leads.
    advised: Vec<Vec<Advised>>,
    today: NaiveDate,
    is_stale: bool,
}

impl WorkspaceScreen {
    /// Reads a measure.
    pub fn open(app: &App, measure: MeasureId) -> Result<Self, Error> {
        let workspace = app.workspace(measure)?;
        let mut screen = Self {
            plan: String::new(),
            progress: Progress::default(),
            paragraph: Paragraph::default(),
            rows: Rows::default(),
            pane: Pane::Tasks,
            leads: Vec::new(),
            advised: Vec::new(),
            today: app.today(),
            is_stale: false,
            workspace,
        };
        screen.take(app)?;
        screen.follow_task();
        Ok(screen)
    }

    /// What the rest of the screen needs of the workspace just read.
    fn take(&mut self, app: &App) -> Result<(), Error> {
        self.today = app.today();
        self.progress = app.breakdown_progress(self.workspace.plan)?;
        let plans = app.list_plans()?;
        let plan = plans.into_iter().find(|it| it.id == self.workspace.plan);
        self.plan = plan.map_or_else(String::new, |it| it.title);
        let lead = |task: &Task| Lead::of(app.directory(), task, self.today);
        self.leads = self.workspace.tasks.iter().map(lead).collect();
        self.advised = self.advise(app)?;
        let stretches = self.workspace.stretches();
        self.paragraph.show(&self.workspace.printed, stretches);
        self.rows.put(self.rows.cursor, self.workspace.tasks.len());
        Ok(())
    }

    fn advise(&self, app: &App) -> Result<Vec<Vec<Advised>>, Error> {
        let tasks = self.workspace.tasks.iter().enumerate();
        tasks
            .map(|(at, task)| {
                let is_asked = at < MOST_ADVISED
                    && task.state.lead.is_none()
                    && task.state.status == Status::Draft;
                if is_asked {
                    app.advise(task)
                } else {
                    Ok(Vec::new())
                }
            })
            .collect()
    }

    /// Goes to another measure.
    fn go(&mut self, app: &App, measure: MeasureId) -> Result<(), Error> {
        *self = Self::open(app, measure)?;
        Ok(())
    }

    /// Puts the cursor on a task, once it has been read.
    pub fn focus(&mut self, app: &App, task: Option<TaskId>) -> Result<(), Error> {
        self.workspace = app.workspace(self.workspace.measure)?;
        self.take(app)?;
        self.paragraph.anchor = None;
        if let Some(at) = task.and_then(|id| self.workspace.place_of(id)) {
            self.rows.put(at, self.workspace.tasks.len());
            self.follow_task();
        }
        Ok(())
    }

    /// The task under the cursor.
    fn task(&self) -> Option<&Task> {
        self.workspace.tasks.get(self.rows.cursor)
    }

    /// The task under the cursor, for the acts of other screens.
    pub fn selected(&self) -> Option<TaskId> {
        self.task().map(|it| it.id)
    }

    /// The caret goes to the words of the task under the cursor.
    fn follow_task(&mut self) {
        if let Some(task) = self.task().filter(|it| !it.promise.span.is_empty()) {
            let start = task.promise.span.start;
            self.paragraph.put(start);
        }
    }

    /// The cursor goes to the task on whose words the caret stands.
    fn follow_caret(&mut self) {
        if let Some(Part::Tasks(tasks)) = self.paragraph.stretch().map(|it| &it.part)
            && !tasks.contains(&self.rows.cursor)
            && let Some(first) = tasks.first()
        {
            self.rows.put(*first, self.workspace.tasks.len());
        }
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        let is_moved = match self.pane {
            Pane::Paragraph => self.paragraph.update(action),
            Pane::Tasks => self.rows.update(action, self.workspace.tasks.len()),
        };
        if is_moved {
            match self.pane {
                Pane::Paragraph => self.follow_caret(),
                Pane::Tasks => self.follow_task(),
            }
            return Ok(Effect::None);
        }
        match action {
            Action::NextPane => self.turn(),
            Action::Back if self.paragraph.anchor.is_some() => self.paragraph.anchor = None,
            Action::Back => return Ok(Effect::Close),
            Action::Break(act) => return self.act(act, app),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn turn(&mut self) {
        self.pane = match self.pane {
            Pane::Tasks if !self.paragraph.is_empty() => Pane::Paragraph,
            _ => Pane::Tasks,
        };
        self.paragraph.anchor = None;
    }

    fn act(&mut self, act: Breaking, app: &App) -> Result<Effect, Error> {
        Ok(match act {
            Breaking::Begin => Effect::None,
            Breaking::Split => self.split(),
            Breaking::Merge => self.on_task(|task| Remake::Merge { task }),
            Breaking::Drop => self.on_task(|task| Remake::Drop { task }),
            Breaking::Edit => self.edit(app, Aim::Title),
            Breaking::Lead => self.edit(app, Aim::Lead),
            Breaking::Due => self.edit(app, Aim::Due),
            Breaking::Accept => self.accept(false),
            Breaking::AcceptAll => self.accept(true),
            Breaking::Add => self.add(),
            Breaking::Mark => self.mark(),
            Breaking::Select => self.select(),
            Breaking::AssignMeasure => self.hand_out(app, Scope::Measure)?,
            Breaking::AssignSection => self.hand_out(app, Scope::Section)?,
            Breaking::NextUnfinished => self.next(app, Next::Unfinished)?,
            Breaking::NextMeasure => self.next(app, Next::Behind)?,
            Breaking::PreviousMeasure => self.next(app, Next::Before)?,
            Breaking::Undo => Effect::Undo(self.workspace.plan),
        })
    }

    fn step(&self, act: Remake) -> Effect {
        Effect::Remake(Box::new(Step {
            measure: self.workspace.measure,
            seen: Some(self.workspace.rev),
            act,
        }))
    }

    /// The measure, and the row version of its breakdown that is on the screen.
    pub fn seen(&self) -> (MeasureId, i64) {
        (self.workspace.measure, self.workspace.rev)
    }

    fn on_task(&self, act: impl FnOnce(TaskId) -> Remake) -> Effect {
        match self.task() {
            Some(task) => self.step(act(task.id)),
            None => Effect::Say("本条没有任务。"),
        }
    }

    fn split(&mut self) -> Effect {
        if self.task().is_none() {
            return Effect::Say("本条没有任务。");
        }
        if self.pane == Pane::Tasks && !self.paragraph.is_empty() {
            self.pane = Pane::Paragraph;
            return Effect::Say("把光标移到要断开的字前，再拆开。");
        }
        let at = self.paragraph.caret;
        self.on_task(|task| Remake::Split { task, at })
    }

    fn edit(&self, app: &App, aim: Aim) -> Effect {
        match self.task() {
            Some(task) => {
                let plans = app.list_plans().unwrap_or_default();
                let plan = plans.iter().find(|it| it.slug == task.place.slug);
                let days = (self.today, plan.map(Plan::frame).unwrap_or_default());
                let mut form = DraftForm::new(task, self.seen(), app.directory(), days, aim);
                if let Some(advised) = self.advised.get(self.rows.cursor) {
                    form.suggest(advised.iter().map(|it| it.name.clone()).collect());
                }
                Effect::Ask(Box::new(Dialog::Draft(form)))
            }
            None => Effect::Say("本条没有任务。"),
        }
    }

    /// Takes the first suggestion for the task under the cursor, or for every one that has any.
    fn accept(&self, all: bool) -> Effect {
        let rows = self.workspace.tasks.iter().zip(&self.advised).enumerate();
        let leads: Vec<(TaskId, String)> = rows
            .filter(|(at, _)| all || *at == self.rows.cursor)
            .filter_map(|(_, (task, advised))| Some((task.id, advised.first()?.name.clone())))
            .collect();
        if leads.is_empty() {
            return Effect::Say("这里没有牵头单位的建议，可以自己定部门。");
        }
        self.step(Remake::Lead { leads })
    }

    /// Marked words become a task at once; where there are none, a title is asked for.
    fn add(&self) -> Effect {
        let span = self.paragraph.selection();
        let span = span.or_else(|| self.workspace.unmarked_at(self.paragraph.caret));
        match span.filter(|_| self.pane == Pane::Paragraph) {
            Some(span) => self.step(Remake::Add {
                span,
                title: String::new(),
            }),
            None => Effect::Ask(Box::new(Dialog::Title(TitleForm::new(self.seen())))),
        }
    }

    /// What the caret or the cursor is on needs no task; where a measure has none, that is said of all of it.
    fn mark(&self) -> Effect {
        let is_in_text = self.pane == Pane::Paragraph;
        let selection = self.paragraph.selection();
        let words = selection.or_else(|| self.workspace.unmarked_at(self.paragraph.caret));
        let (marked, words) = match (words.filter(|_| is_in_text), self.task()) {
            (Some(span), Some(_)) => (Marked::Words(span), span.of(&self.workspace.printed)),
            (Some(span), None) if selection.is_some() => {
                (Marked::Words(span), span.of(&self.workspace.printed))
            }
            (None, Some(task)) => (Marked::Task(task.id), task.promise.title.as_str()),
            (_, None) => (Marked::Measure, self.workspace.title.as_str()),
        };
        let form = ReasonForm::new(marked, words, self.seen());
        Effect::Ask(Box::new(Dialog::Reason(form)))
    }

    fn select(&mut self) -> Effect {
        if self.paragraph.is_empty() {
            return Effect::Say("这条措施没有原文。");
        }
        self.pane = Pane::Paragraph;
        self.paragraph.anchor = match self.paragraph.anchor {
            Some(_) => None,
            None => Some(self.paragraph.caret),
        };
        Effect::None
    }

    fn hand_out(&self, app: &App, scope: Scope) -> Result<Effect, Error> {
        let preview = app.preview_assignment(self.workspace.measure, scope)?;
        let whole = match scope {
            Scope::Measure => "本条",
            Scope::Section => "本章",
        };
        let dialog = Dialog::Handout(Handout::new(whole, preview));
        Ok(Effect::Ask(Box::new(dialog)))
    }

    fn next(&mut self, app: &App, next: Next) -> Result<Effect, Error> {
        match app.next_measure(self.workspace.measure, next)? {
            Some(measure) => {
                self.go(app, measure)?;
                Ok(Effect::None)
            }
            None => Ok(Effect::Say(match next {
                Next::Unfinished if self.progress.finished == self.progress.measures => {
                    "全部拆完了。"
                }
                Next::Unfinished => "只剩这一条没有拆完。",
                Next::Behind => "这是最后一条。",
                Next::Before => "这是第一条。",
            })),
        }
    }

    /// Reads what may have changed, and lays the paragraph out.
    pub fn prepare(&mut self, app: &App, body: Rect, _theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            let selected = self.selected();
            self.workspace = app.workspace(self.workspace.measure)?;
            self.take(app)?;
            if let Some(at) = selected.and_then(|id| self.workspace.place_of(id)) {
                self.rows.put(at, self.workspace.tasks.len());
            }
        }
        let panes = view::panes(body);
        self.paragraph.fit(
            usize::from(panes.paragraph.width),
            usize::from(panes.paragraph.height),
        );
        self.rows
            .fit(usize::from(panes.tasks.height), self.workspace.tasks.len());
        Ok(())
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// What the caret stands on, or how far this measure is.
    pub fn summary(&self) -> String {
        if let Some(selection) = self.paragraph.selection() {
            let count = selection.of(&self.workspace.printed).chars().count();
            return format!("选中{count}字：+ 补成任务，x 标为不需拆，Esc 取消");
        }
        if self.pane == Pane::Paragraph
            && let Some(stretch) = self.paragraph.stretch()
        {
            return match &stretch.part {
                Part::Label => "标题或责任单位".to_owned(),
                Part::Tasks(tasks) => {
                    match tasks.first().and_then(|at| self.workspace.tasks.get(*at)) {
                        Some(task) => format!("任务的文字：{}", task.promise.title),
                        None => String::new(),
                    }
                }
                Part::NoTask(at) => match self.workspace.ledger.entries.get(*at) {
                    Some(entry) if entry.by.is_empty() => format!("未成任务：{}", entry.reason),
                    Some(entry) => format!("不需拆：{}（{}）", entry.reason, entry.by),
                    None => String::new(),
                },
                Part::Open => "待定的文字：+ 补成任务，x 标为不需拆".to_owned(),
                Part::Stop => String::new(),
            };
        }
        let open = self.workspace.open_words();
        let mut summary = format!(
            "{}项任务，{}处未成任务",
            self.workspace.tasks.len(),
            self.workspace.ledger.entries.len()
        );
        if open > 0 {
            summary = format!("{summary}，{open}处文字待定");
        }
        if self.workspace.is_finished() {
            summary.push_str("，本条已拆完");
        }
        summary
    }
}

/// Today's names of a task's lead; empty without one.
#[derive(Debug, Default)]
struct Lead {
    name: String,
    short_name: String,
}

impl Lead {
    fn of(directory: &Directory, task: &Task, today: NaiveDate) -> Self {
        task.state.lead.map_or_else(Self::default, |lead| Self {
            name: directory.current_name(lead, today).to_owned(),
            short_name: directory.current_short_name(lead, today).to_owned(),
        })
    }
}
