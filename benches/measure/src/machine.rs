//! The properties of the machine that produces a result.

use std::fs::read_to_string;

/// Returns processor, cores, kernel, governor and compiler, as a Markdown list.
pub fn facts() -> String {
    let cpu = read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |rest| rest.trim_start_matches(['\t', ' ', ':']));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let kernel = read("/proc/sys/kernel/osrelease");
    let governor = read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    let load = read("/proc/loadavg");
    let virtual_machine = if cpu.contains(" hypervisor") { "yes" } else { "no" };
    format!(
        "- CPU: {model}, {cores} cores, virtual machine: {virtual_machine}\n- kernel: {kernel}\n- governor: {governor}\n- load at the start: {load}\n"
    )
}

fn read(path: &str) -> String {
    read_to_string(path).map_or_else(|_| "not readable".into(), |text| text.trim().to_owned())
}
