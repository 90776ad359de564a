//! What Linux says of a process: processor time and memory. Nothing where it does not tell.

use std::time::Duration;

/// Processor time this thread has used.
pub(super) fn own_cpu() -> Option<Duration> {
    cpu("thread-self")
}

/// Processor time a process of one thread has used.
pub(super) fn cpu_of(process: u32) -> Option<Duration> {
    cpu(&process.to_string())
}

/// From the scheduler's account, in nanoseconds (`/proc/…/schedstat`, first number).
fn cpu(process: &str) -> Option<Duration> {
    let text = std::fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

/// The most memory this process ever had, in megabytes.
pub(super) fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u32 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(f64::from(kilobytes) / 1024.0)
}

/// How many processes wanted a processor in the last minute, on average.
pub(super) fn load() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// Whether this process is root's.
pub(super) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_tells() {
        assert!(own_cpu().is_some() && cpu_of(std::process::id()).is_some());
        assert!(peak_memory_mb().is_some_and(|mb| mb > 1.0));
        assert!(load().is_some());
    }
}
