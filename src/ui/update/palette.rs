//! What is done in the palette.

use ratatui::crossterm::event::KeyEvent;

use crate::ui::action::Action;
use crate::ui::keymap::{self, Scope};
use crate::ui::model::{Stage, Ui};
use crate::ui::palette::{Palette, Reach, Target};
use crate::ui::screens::Effect;

impl Ui {
    /// Opens the palette over the screen.
    pub(super) fn call(&mut self, reach: Reach) {
        self.help = None;
        let allowed = match &self.stage {
            Stage::Open(dashboard) => dashboard.screen().sheet().map(|it| it.allowed.clone()),
            Stage::Welcome(_) => None,
        };
        let now = match &mut self.stage {
            Stage::Open(dashboard) => dashboard.screen_mut().0.arrangement(),
            Stage::Welcome(_) => None,
        };
        self.palette = Some(Palette::new(
            reach,
            self.scope(),
            allowed.unwrap_or_default(),
            now.unwrap_or_default(),
        ));
    }

    pub(super) fn type_palette(&mut self, key: KeyEvent) {
        // What is chosen is what was typed so far, though no frame has shown it yet.
        self.prepare();
        let Some(palette) = &mut self.palette else {
            return;
        };
        match keymap::resolve(Scope::Palette, key) {
            Some(Action::Agree) => {
                if let Some(target) = palette.chosen() {
                    self.palette = None;
                    self.go(target);
                }
            }
            Some(Action::Back) => self.palette = None,
            Some(action) => palette.update(action),
            None => palette.key(key),
        }
    }

    fn go(&mut self, target: Target) {
        let effect = match target {
            Target::Act(action) => return self.act(action),
            Target::View(view) => return self.open_view(view),
            Target::Task(id) => Effect::Open(id),
            Target::Measure(id) => Effect::Workspace(id),
            Target::Department(id) => Effect::TasksOf(id),
        };
        if let Err(error) = self.effect(effect) {
            self.message = Some(error.into());
        }
    }
}
