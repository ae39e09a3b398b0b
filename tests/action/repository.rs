//! A repository with an index, and a runner as GitHub has it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// `repository/my-index` with one commit on `main`, and room beside it.
pub(crate) struct Repository(TempDir);

/// What a run left.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) printed: String,
    pub(crate) errors: String,
    pub(crate) outputs: String,
    pub(crate) summary: String,
    /// How many trees the repository has.
    pub(crate) trees: usize,
}

impl Run {
    pub(crate) fn output(&self, name: &str) -> &str {
        let values = self.outputs.lines().filter_map(|line| line.strip_prefix(name));
        let mut values = values.filter_map(|rest| rest.strip_prefix('='));
        let value = values.next().unwrap();
        assert_eq!(values.next(), None);
        value
    }

    /// The lines that the runner would obey.
    pub(crate) fn commands(&self) -> Vec<&str> {
        let lines = self.printed.lines().chain(self.errors.lines());
        lines.filter(|line| line.trim_start().starts_with("::")).collect()
    }
}

impl Repository {
    pub(crate) fn new() -> Self {
        let this = Self(crate::lab::lab());
        fs::create_dir(this.top()).unwrap();
        fs::rename(this.0.path().join("lab"), this.top().join("my-index")).unwrap();
        this.git(&["init", "--quiet", "--initial-branch", "main"]);
        this.git(&["add", "."]);
        this.git(&["commit", "--quiet", "--message", "Begin"]);
        this
    }

    pub(crate) fn top(&self) -> PathBuf {
        self.0.path().join("repository")
    }

    /// Replaces what stands once in a file of the index.
    pub(crate) fn write(&self, name: &str, old: &str, new: &str) {
        let path = self.top().join("my-index").join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old}");
        fs::write(path, text.replace(old, new)).unwrap();
    }

    /// A program in the repository, with `fmti` first on the path, outside of any CI system or hook.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let built = Path::new(env!("CARGO_BIN_EXE_fmti")).parent().unwrap().to_path_buf();
        let path = env::var_os("PATH").unwrap();
        let path = env::join_paths([built].into_iter().chain(env::split_paths(&path))).unwrap();
        for (name, _) in env::vars_os() {
            let ours = ["GIT", "CI_", "INPUT_", "RUNNER_"];
            if name.to_str().is_some_and(|name| ours.iter().any(|start| name.starts_with(start))) {
                command.env_remove(name);
            }
        }
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "A").env(format!("GIT_{who}_EMAIL"), "a@b.c");
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("PATH", path).current_dir(self.top());
        command
    }

    /// Runs git, which tests need.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let run = self.command("git").args(arguments).output().expect("git is on the path");
        assert!(run.status.success(), "{arguments:?}: {run:?}");
        String::from_utf8(run.stdout).unwrap()
    }

    /// Runs `fmti`, which must succeed.
    pub(crate) fn fmti(&self, arguments: &[&str]) {
        let run = self.command("fmti").args(arguments).output().unwrap();
        assert!(run.status.success(), "{arguments:?}: {run:?}");
    }

    /// Runs the action's script as its step would.
    pub(crate) fn action(&self, inputs: &[(&str, &str)]) -> Run {
        let temp = TempDir::new_in(self.0.path()).unwrap().keep();
        let [output, summary] = ["output", "summary"].map(|name| temp.join(name));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("action/run.sh");
        let mut command = self.command("bash");
        command.arg(script).env("INPUT_PATH", "my-index").env("GITHUB_ACTIONS", "true");
        command.env("GITHUB_WORKSPACE", self.top()).env("RUNNER_TEMP", &temp);
        command.env("GITHUB_OUTPUT", &output).env("GITHUB_STEP_SUMMARY", &summary);
        command.envs(inputs.iter().copied());
        let Output { status, stdout, stderr } = command.output().expect("bash is on the path");
        Run {
            status: status.code().unwrap(),
            printed: String::from_utf8(stdout).unwrap(),
            errors: String::from_utf8(stderr).unwrap(),
            outputs: fs::read_to_string(output).unwrap(),
            summary: fs::read_to_string(summary).unwrap_or_default(),
            trees: self.git(&["worktree", "list"]).lines().count(),
        }
    }
}
