//! A signal ends the program with nothing left behind.

/// From now on an interrupt, a request to end or a hang-up removes what is not in place yet, and ends
/// the program with 128 and the signal's number. A signal that whoever started the program has it
/// ignore is still ignored.
pub fn watch() {
    #[cfg(unix)]
    unix::watch();
}

#[cfg(unix)]
mod unix {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    use crate::put::parts::{moving, remove};

    #[expect(clippy::exit, reason = "the main thread does not know that it is over")]
    pub(super) fn watch() {
        let ignored = ignored();
        let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| match ignored {
            Some(mask) => mask & (1 << (signal - 1)) == 0,
            // Where it cannot be told, `nohup` has to go on working.
            None => *signal != SIGHUP,
        });
        // Without a thread that waits for them, signals end the program as they always did.
        let Ok(mut signals) = Signals::new(wanted) else { return };
        let wait = move || {
            if let Some(signal) = signals.forever().next() {
                // Held to the end: nothing new is begun.
                let parts = moving();
                parts.iter().for_each(|part| remove(part));
                std::process::exit(128 + signal);
            }
        };
        let _ = std::thread::Builder::new().name("signals".into()).spawn(wait);
    }

    /// The signals this program was started to ignore, a bit for each; Linux tells.
    fn ignored() -> Option<u64> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    }
}
