//! The `duban` program: everything is in the library.

fn main() -> std::process::ExitCode {
    duban::main()
}
