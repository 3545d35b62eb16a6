//! From an event to what it changes.

mod acts;
mod arrange;
mod batch;
mod copy;
mod drafts;
mod mouse;
mod palette;
mod people;
mod reference;
mod views;
mod visit;
mod weekly;

use ratatui::crossterm::event::{Event, KeyEvent, KeyEventKind};
use ratatui::layout::Size;
use std::path::Path;

use crate::app::{App, Error, Imported, Kind, Preview, Step, break_down, read_document};
use crate::domain::department::Directory;
use crate::domain::edition::Decision;
use crate::domain::id::{ChangeId, PlanId};
use crate::domain::watch::Watch;
use crate::ui::action::{Action, Breaking, Tab};
use crate::ui::dialogs::path::PathForm;
use crate::ui::dialogs::{Dialog, Reply};
use crate::ui::keymap::{self, Scope};
use crate::ui::keys;
use crate::ui::model::{Dashboard, Message, Stage, Ui};
use crate::ui::palette::Reach;
use crate::ui::screens::directory::DirectoryScreen;
use crate::ui::screens::edition::EditionScreen;
use crate::ui::screens::help::Help;
use crate::ui::screens::matrix::MatrixScreen;
use crate::ui::screens::notice::NoticeScreen;
use crate::ui::screens::overview::list::ListScreen;
use crate::ui::screens::people::PeopleScreen;
use crate::ui::screens::task::TaskPageScreen;
use crate::ui::screens::welcome::Start;
use crate::ui::screens::workspace::WorkspaceScreen;
use crate::ui::screens::{Effect, Screen};
use crate::ui::widgets::search::Search;

/// What nobody does from afar, and how it is done there.
const IMPORT: &str = "按路径导入";
const IMPORT_FROM_AFAR: &str = "请在自己的电脑上执行：ssh 本服务器 import - < 计划文件。";

impl Ui {
    /// Takes an event.
    pub fn handle(&mut self, event: Event) {
        self.is_given_up = false;
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Event::Paste(text) => self.paste(&text),
            Event::Resize(columns, rows) => self.size = Size::new(columns, rows),
            Event::Mouse(event) => self.mouse(event),
            _ => {}
        }
        self.follow_form();
    }

    fn key(&mut self, key: KeyEvent) {
        self.message = None;
        let scope = self.scope();
        if self.is_too_small() {
            if keymap::resolve(Scope::Everywhere, key) == Some(Action::Leave) {
                self.leave();
            }
        } else if let Some(dialog) = &mut self.dialog {
            if let Some(form) = dialog.form_mut() {
                form.fit(self.size.width);
            }
            let none = Directory::default();
            let directory = match &self.stage {
                Stage::Welcome(_) => &none,
                Stage::Open(dashboard) => dashboard.app.directory(),
            };
            let reply = dialog.key(key, directory);
            self.reply(reply);
        } else if scope == Scope::Palette {
            self.type_palette(key);
        } else if scope == Scope::Typing {
            self.type_filter(key);
        } else if let Some(action) = keymap::resolve(scope, key) {
            self.act(action);
        }
    }

    fn paste(&mut self, text: &str) {
        if let Some(dialog) = &mut self.dialog {
            let none = Directory::default();
            let directory = match &self.stage {
                Stage::Welcome(_) => &none,
                Stage::Open(dashboard) => dashboard.app.directory(),
            };
            dialog.paste(text, directory);
        } else if let Some(palette) = &mut self.palette {
            palette.paste(text);
        } else if self.scope() == Scope::Typing {
            self.narrow(|search| {
                search.paste(text);
                true
            });
        }
    }

    fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        if let Stage::Open(dashboard) = &mut self.stage {
            dashboard.screen_mut().0.narrow(change);
        }
    }

    fn type_filter(&mut self, key: KeyEvent) {
        match keymap::resolve(Scope::Typing, key) {
            Some(Action::Agree) => self.narrow(|search| {
                search.is_open = false;
                false
            }),
            Some(Action::Back) => self.narrow(Search::clear),
            Some(action) => self.pass_on(action),
            None => self.narrow(|search| search.key(key)),
        }
    }

    /// Does what a key asks, on what the keys before it led to, though no frame has shown that yet.
    fn act(&mut self, action: Action) {
        self.prepare();
        match action {
            Action::Leave => self.leave(),
            Action::Refresh => {
                self.is_forgotten = true;
                self.refresh();
            }
            Action::Palette => self.call(Reach::Acts),
            Action::Jump => self.call(Reach::Everything),
            Action::Sorts => self.call(Reach::Sorts),
            Action::Groupings => self.call(Reach::Groupings),
            Action::Views => self.call(Reach::Views),
            _ if self.help.is_some() => self.act_on_help(action),
            Action::Help => self.help = Some(Help::new(self.scope())),
            _ => match &mut self.stage {
                Stage::Welcome(welcome) => {
                    if let Some(start) = welcome.update(action) {
                        self.start(start);
                    }
                }
                Stage::Open(dashboard) if action.is_act() && dashboard.app.is_past() => {
                    let refused = dashboard.app.must_be_present();
                    self.message = refused.err().map(Message::from);
                }
                Stage::Open(_) => match action {
                    Action::Show(tab) => self.turn_to(tab),
                    Action::Filter => self.begin_filter(),
                    Action::Import => self.begin_import(),
                    Action::Act(verb) => self.begin(verb),
                    Action::Mark | Action::MarkTo | Action::MarkAll => self.mark(action),
                    Action::Back if self.unmark() => {}
                    Action::Drafts => self.show_drafts(),
                    Action::Log => self.show_log(),
                    Action::Copy => {
                        if let Err(error) = self.copy() {
                            self.message = Some(error.into());
                        }
                    }
                    Action::View(key) => self.open_key(key),
                    Action::KeepView => self.begin_view(),
                    Action::DropView => self.drop_view(),
                    Action::Sort(_) | Action::Group(_) | Action::TurnHeadings => {
                        self.arrange(action);
                    }
                    Action::Undo | Action::Redo => {
                        if let Err(error) = self.turn(action == Action::Redo) {
                            self.message = Some(error.into());
                        }
                    }
                    _ => self.pass_on(action),
                },
            },
        }
    }

    /// Asks which document; from afar there are no paths, and the status line says what to do instead.
    fn begin_import(&mut self) {
        match self.settings.must_be_local(IMPORT, IMPORT_FROM_AFAR) {
            Ok(()) => self.dialog = Some(Dialog::Path(PathForm::new())),
            Err(error) => self.message = Some(error.into()),
        }
    }

    fn act_on_help(&mut self, action: Action) {
        let is_kept = self.help.as_mut().is_some_and(|it| it.update(action));
        if !is_kept {
            self.help = None;
        }
        if let Action::Show(tab) = action {
            self.help = None;
            self.turn_to(tab);
        }
    }

    /// Leaves an action to the screen.
    fn pass_on(&mut self, action: Action) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let (screen, app) = dashboard.screen_mut();
        let done = screen.update(action, app);
        let done = done.and_then(|effect| self.effect(effect));
        if let Err(error) = done {
            self.message = Some(error.into());
        }
    }

    /// Does what a screen asks for.
    fn effect(&mut self, effect: Effect) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        match effect {
            Effect::None => {}
            Effect::Close => dashboard.close(),
            Effect::Open(id) => {
                let page = TaskPageScreen::open(&dashboard.app, id)?;
                dashboard.over.push(Screen::Task(page));
            }
            Effect::Workspace(measure) => {
                let bench = WorkspaceScreen::open(&dashboard.app, measure)?;
                dashboard.over.push(Screen::Workspace(Box::new(bench)));
            }
            Effect::Edition(id) => {
                let edition = EditionScreen::open(&dashboard.app, id)?;
                dashboard.over.push(Screen::Edition(Box::new(edition)));
            }
            Effect::Directory(at) => {
                let directory = DirectoryScreen::new(at);
                dashboard.over.push(Screen::Directory(Box::new(directory)));
            }
            Effect::Export(asked, format) => self.export_weekly(&asked, format),
            Effect::People => {
                let people = Box::new(PeopleScreen::new());
                dashboard.over.push(Screen::People(people));
            }
            Effect::Behind(title, behind) => {
                let list = ListScreen::open(&dashboard.app, title, behind)?;
                dashboard.over.push(Screen::List(Box::new(list)));
            }
            Effect::Matrix => {
                let matrix = Box::new(MatrixScreen::new());
                dashboard.over.push(Screen::Matrix(matrix));
            }
            Effect::Notice(id) => {
                let notice = NoticeScreen::open(&dashboard.app, id)?;
                dashboard.over.push(Screen::Notice(Box::new(notice)));
            }
            Effect::TasksOf(id) => dashboard.show_tasks_of(id)?,
            Effect::Since => self.show_since()?,
            Effect::Seen(event) => {
                drop(dashboard.over.pop());
                dashboard.app.note_visit(Some(event))?;
            }
            Effect::Remake(step) => self.remake(&step),
            Effect::Undo(plan) => self.undo(plan)?,
            Effect::TakeBack(id) => self.take_back(id)?,
            Effect::Ask(dialog) => self.dialog = Some(*dialog),
            Effect::Say(sentence) => self.message = Some(Message::Done(sentence.to_owned())),
        }
        Ok(())
    }

    fn reply(&mut self, reply: Reply) {
        match reply {
            Reply::Stay => {}
            Reply::Close => (self.dialog, self.batch) = (None, None),
            Reply::Keep => self.keep_and_close(),
            Reply::OpenDraft(draft) => self.open_draft(&draft),
            Reply::ThrowAway(draft) => self.throw_away(&draft.purpose),
            Reply::Send(command) if self.batch.is_some() => self.send_batch(&command),
            Reply::Send(command) => self.send(&command),
            Reply::Import(path, slug) => self.awaited = Some((path, slug)),
            Reply::Decide {
                change,
                decision,
                basis,
            } => self.decide(change, decision, &basis),
            Reply::Note {
                indicator,
                year,
                value,
                source,
            } => self.note(indicator, &year, &value, source),
            Reply::Department(change) => self.change_department(&change),
            Reply::Staff(change) => self.change_staff(&change),
            Reply::Remake(step) => self.remake(&step),
            Reply::HandOut(preview) => self.hand_out(&preview),
            Reply::KeepView(kept) => self.keep_view(*kept),
            Reply::Dispatch(asked) => self.dispatch(&asked),
        }
    }

    /// Does a step of the breakdown; refused, a dialog stays with what was typed, and after a conflict it knows the
    /// breakdown as it now is.
    fn remake(&mut self, step: &Step) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match dashboard.app.remake(step) {
            Ok(remade) => {
                self.dialog = None;
                let (screen, app) = dashboard.screen_mut();
                let shown = match screen {
                    Screen::Workspace(bench) => bench.focus(app, remade.focus),
                    _ => Ok(()),
                };
                self.refresh();
                self.message = Some(match shown {
                    Ok(()) => Message::Done(remade.message),
                    Err(error) => error.into(),
                });
            }
            Err(error) => self.refuse_breakdown(error),
        }
    }

    fn refuse_breakdown(&mut self, error: Error) {
        if error.kind == Kind::Conflict {
            self.refresh();
        }
        let rev = match &self.stage {
            Stage::Open(dashboard) => match dashboard.screen() {
                Screen::Workspace(bench) => Some(bench.seen().1),
                _ => None,
            },
            Stage::Welcome(_) => None,
        };
        match &mut self.dialog {
            Some(dialog) => {
                dialog.refuse(&error, None);
                if let Some(rev) = rev {
                    dialog.see_breakdown(rev);
                }
            }
            None => self.message = Some(error.into()),
        }
    }

    fn hand_out(&mut self, preview: &Preview) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match dashboard.app.assign_previewed(preview) {
            Ok(count) => {
                self.dialog = None;
                self.refresh();
                let key = |step| keys::told(Scope::Workspace, Action::Break(step));
                let (next, undo) = (key(Breaking::NextUnfinished), key(Breaking::Undo));
                let message =
                    format!("已交办 {count} 项任务；按 {next} 到下一条，按 {undo} 撤销。");
                self.message = Some(Message::Done(message));
            }
            Err(error) => self.refuse_breakdown(error),
        }
    }

    /// Decides on a change of an edition; the cursor goes to the next that nobody has decided on.
    fn decide(&mut self, change: ChangeId, decision: Decision, basis: &str) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let done = match decision {
            Decision::Taken => dashboard
                .app
                .take_change(change, basis)
                .map(|(change, effects)| format!("已采用「{}」：{effects}。", change.title)),
            Decision::Refused => dashboard
                .app
                .refuse_change(change, basis)
                .map(|change| format!("未采用「{}」，计划保持原样。", change.title)),
        };
        match done {
            Ok(message) => {
                self.dialog = None;
                if let (Screen::Edition(screen), _) = dashboard.screen_mut() {
                    screen.go_on();
                }
                self.refresh();
                self.message = Some(Message::Done(message));
            }
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
            }
        }
    }

    fn undo(&mut self, plan: PlanId) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        let undone = dashboard.app.undo_breakdown(plan)?;
        let (screen, app) = dashboard.screen_mut();
        if let (Screen::Workspace(bench), Some(measure)) = (screen, undone.measure)
            && bench.seen().0 != measure
        {
            **bench = WorkspaceScreen::open(app, measure)?;
        }
        self.refresh();
        self.message = Some(Message::Done(undone.message));
        Ok(())
    }

    /// Takes the person's own last act back, or does again what was taken back.
    fn turn(&mut self, is_redo: bool) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        let undone = if is_redo {
            dashboard.app.redo()?
        } else {
            dashboard.app.undo()?
        };
        self.refresh();
        self.message = Some(Message::Done(undone.message));
        Ok(())
    }

    /// Takes a document in; on the first run that also makes the file, whole or not at all.
    pub fn import(&mut self, path: &Path, slug: &str, watch: &mut dyn Watch) {
        match self.take_in(path, slug, watch) {
            Ok(message) => {
                self.dialog = None;
                self.refresh();
                self.message = Some(Message::Done(message));
            }
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
            }
        }
        self.follow_form();
    }

    fn take_in(&mut self, path: &Path, slug: &str, watch: &mut dyn Watch) -> Result<String, Error> {
        self.settings.must_be_local(IMPORT, IMPORT_FROM_AFAR)?;
        let document = break_down(read_document(path)?, None, watch)?;
        let imported = match &mut self.stage {
            Stage::Welcome(_) => {
                let (app, imported) =
                    App::fill(&self.settings, |app| app.import(&document, None, watch))?;
                self.stage = Stage::Open(Box::new(Dashboard::new(app)?));
                imported
            }
            Stage::Open(dashboard) => {
                let slug = Some(slug).filter(|it| !it.is_empty());
                dashboard.app.import(&document, slug, watch)?
            }
        };
        if let Stage::Open(dashboard) = &mut self.stage {
            show(dashboard, Tab::Plan);
        }
        Ok(match imported {
            Imported::New(taken) => format!(
                "已导入「{}」：{}条措施，{}项任务，都是草稿；按 {} 逐条核对、交办。",
                taken.title,
                taken.measures,
                taken.tasks,
                keys::told(Scope::Plan, Action::Break(Breaking::Begin))
            ),
            Imported::Same(plan) => format!("与「{}」逐条相同，没有改动。", plan.title),
            Imported::Edition(edition, slug) => {
                self.effect(Effect::Edition(edition.id))?;
                let key = |decision| keys::told(Scope::Edition, Action::Decide(decision));
                let (take, refuse) = (key(Decision::Taken), key(Decision::Refused));
                format!(
                    "是「{slug}」的新版：相同{}条，改动{}条；按 {take} 采用，按 {refuse} 不采用。",
                    edition.same, edition.changes
                )
            }
        })
    }

    /// Begins as was chosen on the welcome screen.
    fn start(&mut self, start: Start) {
        if let Err(error) = self
            .settings
            .must_be_local("建立数据文件", "请联系健康办管理员。")
        {
            self.message = Some(error.into());
            return;
        }
        let slugs = match start {
            Start::Import => {
                self.dialog = Some(Dialog::Path(PathForm::new()));
                return;
            }
            Start::BuiltIn(slug) => vec![slug],
            Start::Empty => Vec::new(),
        };
        match self.open(&slugs) {
            Ok(message) => self.message = Some(Message::Done(message)),
            Err(error) => self.message = Some(error.into()),
        }
        self.prepare();
    }

    fn open(&mut self, slugs: &[String]) -> Result<String, Error> {
        let (app, message) = if slugs.is_empty() {
            let app = App::open_or_create(&self.settings)?;
            let path = self.settings.path.display();
            (app, format!("已建立数据文件「{path}」。"))
        } else {
            let (app, plans) = App::fill(&self.settings, |app| app.seed(slugs))?;
            let told = plans.iter().map(|(taken, _)| {
                let (title, measures, tasks) = (&taken.title, taken.measures, taken.tasks);
                format!("已装入「{title}」：{measures}条措施，{tasks}项任务。")
            });
            (app, told.collect::<Vec<_>>().concat())
        };
        self.stage = Stage::Open(Box::new(Dashboard::new(app)?));
        Ok(message)
    }
}

fn show(dashboard: &mut Dashboard, tab: Tab) {
    dashboard.close_all();
    dashboard.tab = tab;
}
