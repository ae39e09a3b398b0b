//! `fmti check`

use super::common::Global;
use std::process::ExitCode;

/// Check files
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, _: &Global) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
