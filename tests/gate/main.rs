//! The SSH entrance through a real sshd on the loopback, as a person at the other end of the line has it.
//!
//! Without sshd these tests say loudly that they were skipped; where `DUBAN_NEED_SSHD` is set they fail instead.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod attacks;
mod commands;
#[path = "../support/editor.rs"]
mod editor;
mod keys;
mod server;
mod sessions;
mod setup;
mod terminal;
