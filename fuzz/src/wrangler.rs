//! wrangler configurations in both formats: what is read can be edited, what is edited can be read, and doing it again
//! does nothing.
//! Border: one file; what the keys mean to a Worker is not asked.
use pyworker::config::wrangler::FlagChange;
use pyworker::config::{Format, WranglerConfig};
use pyworker::plan::{Draft, Edit};

/// Panics where something does not hold. The first byte decides about the format.
pub fn check(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let format = if choice & 1 == 0 { Format::Toml } else { Format::Json };
    let Ok(config) = WranglerConfig::parse(text, format) else { return };
    config.bindings();
    config.rules();
    config.queue_consumers();
    config.crons();
    config.build_commands();
    config.vendor_paths();
    config.redundant_flags("2026-11-17");
    let place = config.compatibility_place();
    assert!(place.end <= text.len() && text.is_char_boundary(place.start));

    if let Ok(edits) = config.raise_dates("2026-11-17") {
        let after = apply(&config, &edits, format);
        let again = after.raise_dates("2026-11-17").expect("what was raised can be raised");
        assert_eq!(again, [], "raising twice:\n{}", after.document().text());
        assert_eq!(after.mains(), shifted(&config, &after), "only dates change");
    }
    let change = FlagChange {
        add: vec!["python_workers".to_owned()],
        remove: vec!["disable_python_no_global_handlers".to_owned(), "experimental".to_owned()],
    };
    if let Ok(edits) = config.change_flags(&change) {
        let after = apply(&config, &edits, format);
        let again = after.change_flags(&change).expect("what was changed can be changed");
        assert_eq!(again, [], "changing flags twice:\n{}", after.document().text());
        assert!(!after.all_compatibility_flags().iter().any(|flag| flag.text == "experimental"));
    }
    if let Ok(edits) = config.remove_vendor_rules() {
        let after = apply(&config, &edits, format);
        assert_eq!(after.remove_vendor_rules().expect("again"), [], "{}", after.document().text());
    }
    let jsonc = config.to_jsonc();
    let as_json = WranglerConfig::parse(jsonc.as_str(), Format::Json)
        .unwrap_or_else(|error| panic!("what becomes JSONC is not: {error:?}\n{jsonc}"));
    assert_eq!(as_json.name(), config.name());
    assert_eq!(as_json.compatibility_flags(), config.compatibility_flags());
}

/// The entry modules of `before`, where they stand in `after`.
fn shifted(before: &WranglerConfig, after: &WranglerConfig) -> Vec<pyworker::config::wrangler::Placed> {
    let mut mains = before.mains();
    for (main, moved) in mains.iter_mut().zip(after.mains()) {
        main.range = moved.range;
    }
    mains
}

fn apply(config: &WranglerConfig, edits: &[Edit], format: Format) -> WranglerConfig {
    let mut draft = Draft::new(config.document().text());
    draft.add(edits).expect("edits that do not overlap");
    let text = draft.finish();
    WranglerConfig::parse(text.as_str(), format)
        .unwrap_or_else(|error| panic!("the result does not parse: {error:?}\n{text}"))
}
