//! Cases of reading and changing wrangler configurations.
//! Border: tests only.
use super::*;
use crate::config::binding::BindingKind;
use crate::config::merge::{merge, wrangler_identity};
use crate::config::value::Value;
use crate::plan::{Draft, Edit};

const TOML: &str = r#"# The notes API
name = "notes-api"
main = "src/entry.py"
compatibility_date = "2024-09-01" # old
compatibility_flags = ["python_workers", "python_workers_durable_objects"]
kv_namespaces = [{ binding = "KV", id = "1" }]

[vars]
APP_NAME = "notes"
LIMITS = { rows = 10 }

[triggers]
crons = ["0 * * * *"]

# Main database
[[d1_databases]]
binding = "DB"
database_name = "notes"

[[queues.producers]]
queue = "events"
binding = "EVENTS"

[[queues.consumers]]
queue = "events"
dead_letter_queue = "dead"

[durable_objects]
bindings = [
  { name = "ROOM", class_name = "Room" },
  { name = "OTHER", class_name = "Other", script_name = "elsewhere" },
]

[ai]
binding = "AI"

# Packages
[[rules]]
globs = ["src/vendor/**"]
type = "Data"
fallthrough = true

[env.staging]
compatibility_date = "2025-01-01"
compatibility_flags = ["python_workers"]

[env.staging.vars]
APP_NAME = "staging"
"#;

const JSONC: &str = r#"{
	"$schema": "node_modules/wrangler/config-schema.json",
	"name": "notes-api", // the name
	"main": "src/entry.py",
	"compatibility_date": "2025-08-01",
	"compatibility_flags": [
		"python_workers",
		// old handlers
		"disable_python_no_global_handlers"
	],
	/* bindings */
	"r2_buckets": [{ "binding": "BUCKET", "bucket_name": "b" }],
	"hyperdrive": [{ "binding": "HD", "id": "x" }],
	"assets": { "directory": "public", "binding": "ASSETS" },
	"workflows": [{ "name": "w", "binding": "FLOW", "class_name": "Flow" }],
	"services": [{ "binding": "OTHER", "service": "o" }],
	"vectorize": [{ "binding": "VEC", "index_name": "v" }],
	"ratelimits": [{ "name": "LIMIT", "namespace_id": "1" }],
	"secrets": { "required": ["TOKEN"] },
	"env": { "production": { "vars": { "A": "b" } } }
}
"#;

fn config(text: &str, format: Format) -> WranglerConfig {
    WranglerConfig::parse(text, format).unwrap()
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut draft = Draft::new(text);
    draft.add(edits).unwrap();
    draft.finish()
}

#[test]
fn a_toml_configuration_is_read() {
    let config = config(TOML, Format::Toml);
    assert_eq!((config.name(), config.main()), (Some("notes-api"), Some("src/entry.py")));
    assert!(config.is_python());
    assert_eq!(config.compatibility_date(), Some("2024-09-01"));
    assert_eq!(config.environments().collect::<Vec<_>>(), ["staging"]);
    assert_eq!(config.compatibility_dates().len(), 2);
    assert_eq!(config.crons()[0].text, "0 * * * *");
    assert_eq!(config.queue_consumers()[0].dead_letter_queue.as_deref(), Some("dead"));
    let bindings: Vec<(String, BindingKind)> =
        config.bindings().into_iter().map(|binding| (binding.name, binding.kind)).collect();
    let wanted = [
        ("KV", BindingKind::Kv),
        ("APP_NAME", BindingKind::TextVariable),
        ("LIMITS", BindingKind::JsonVariable),
        ("DB", BindingKind::D1),
        ("EVENTS", BindingKind::Queue),
        ("ROOM", BindingKind::DurableObject { class: Some("Room".to_owned()) }),
        ("OTHER", BindingKind::DurableObject { class: Some("Other".to_owned()) }),
        ("AI", BindingKind::Ai),
        ("APP_NAME", BindingKind::TextVariable),
    ];
    assert_eq!(bindings, wanted.map(|(name, kind)| (name.to_owned(), kind)).to_vec());
    assert_eq!(config.bindings()[6].script.as_deref(), Some("elsewhere"));
    assert_eq!(&TOML[config.bindings()[3].range.clone()], "\"DB\"");
}

#[test]
fn a_jsonc_configuration_is_read() {
    let names: Vec<String> = config(JSONC, Format::Json).bindings().into_iter().map(|binding| binding.name).collect();
    assert_eq!(names, ["BUCKET", "HD", "ASSETS", "FLOW", "OTHER", "VEC", "LIMIT", "TOKEN", "A"]);
}

#[test]
fn dates_are_raised_everywhere_and_never_lowered() {
    let config = config(TOML, Format::Toml);
    let after = edited(TOML, &config.raise_dates("2025-06-01").unwrap());
    assert_eq!(after, TOML.replace("2024-09-01", "2025-06-01").replace("2025-01-01", "2025-06-01"));
    let again = self::config(&after, Format::Toml);
    assert!(again.raise_dates("2025-06-01").unwrap().is_empty());
    assert!(again.raise_dates("2024-01-01").unwrap().is_empty());
}

#[test]
fn a_missing_date_is_set_behind_main() {
    let text = "name = 'x'\nmain = 'a.py'\n\n[vars]\n";
    let edits = config(text, Format::Toml).raise_dates("2026-11-17").unwrap();
    assert_eq!(edited(text, &edits), "name = 'x'\nmain = 'a.py'\ncompatibility_date = \"2026-11-17\"\n\n[vars]\n");
    let text = "compatibility_date = 2024-01-01\nmain = 'a.py'\n";
    let edits = config(text, Format::Toml).raise_dates("2026-11-17").unwrap();
    assert_eq!(edited(text, &edits), "compatibility_date = \"2026-11-17\"\nmain = 'a.py'\n");
    assert_eq!(config("compatibility_date = 'soon'", Format::Toml).bad_dates().len(), 1);
}

#[test]
fn flags_are_changed_in_every_list() {
    let change = FlagChange {
        add: vec!["python_workers".to_owned()],
        remove: vec!["disable_python_no_global_handlers".to_owned(), "python_workers_durable_objects".to_owned()],
    };
    let edits = config(TOML, Format::Toml).change_flags(&change).unwrap();
    assert_eq!(edited(TOML, &edits), TOML.replace(", \"python_workers_durable_objects\"", ""));
    let edits = config(JSONC, Format::Json).change_flags(&change).unwrap();
    assert_eq!(
        edited(JSONC, &edits),
        JSONC.replace(",\n\t\t// old handlers\n\t\t\"disable_python_no_global_handlers\"", "")
    );
    let text = "{\n  \"main\": \"a.py\",\n  \"compatibility_date\": \"2024-01-01\",\n  \"vars\": {}\n}\n";
    let edits = config(text, Format::Json).change_flags(&change).unwrap();
    assert_eq!(
        edited(text, &edits),
        text.replace("  \"vars\"", "  \"compatibility_flags\": [\"python_workers\"],\n  \"vars\"")
    );
    let redundant = config(TOML, Format::Toml).redundant_flags("2026-11-17");
    assert_eq!(redundant.len(), 1);
    assert_eq!(redundant[0].flag.text, "python_workers_durable_objects");
}

#[test]
fn rules_about_vendored_packages_go() {
    let wanted =
        TOML.replace("# Packages\n[[rules]]\nglobs = [\"src/vendor/**\"]\ntype = \"Data\"\nfallthrough = true\n\n", "");
    let edits = config(TOML, Format::Toml).remove_vendor_rules().unwrap();
    assert_eq!(edited(TOML, &edits), wanted);
    let text = "rules = [\n  { globs = [\"**/*.html\", \"./vendor/**\"], type = \"Text\" },\n  { globs = [\"vendor/**\"], type = \"Data\" }\n]\n";
    let edits = config(text, Format::Toml).remove_vendor_rules().unwrap();
    assert_eq!(edited(text, &edits), "rules = [\n  { globs = [\"**/*.html\"], type = \"Text\" }\n]\n");
    assert_eq!(config(text, Format::Toml).vendor_paths().len(), 2);
    let text = "[build]\ncommand = \"pip install -t src/vendor -r vendor.txt\"\n[vars]\nX = 'vendor/x'\n[[rules]]\nglobs = ['vendored/*']\n";
    let config = config(text, Format::Toml);
    let paths = config.vendor_paths();
    assert!(paths.len() == 1 && !paths[0].is_rule, "{paths:?}");
    assert!(config.remove_vendor_rules().unwrap().is_empty());
}

#[test]
fn toml_becomes_jsonc_with_its_comments() {
    let text = config(TOML, Format::Toml).to_jsonc();
    let again = config(&text, Format::Json);
    assert_eq!(again.document().root().to_json(), config(TOML, Format::Toml).document().root().to_json());
    insta::assert_snapshot!(text, @r#"
    {
      // The notes API
      "name": "notes-api",
      "main": "src/entry.py",
      "compatibility_date": "2024-09-01", // old
      "compatibility_flags": ["python_workers", "python_workers_durable_objects"],
      "kv_namespaces": [
        {
          "binding": "KV",
          "id": "1"
        }
      ],

      "vars": {
        "APP_NAME": "notes",
        "LIMITS": {
          "rows": 10
        }
      },

      "triggers": {
        "crons": ["0 * * * *"]
      },

      // Main database
      "d1_databases": [
        {
          "binding": "DB",
          "database_name": "notes"
        }
      ],
      "queues": {
        "producers": [
          {
            "queue": "events",
            "binding": "EVENTS"
          }
        ],

        "consumers": [
          {
            "queue": "events",
            "dead_letter_queue": "dead"
          }
        ]
      },

      "durable_objects": {
        "bindings": [
          {
            "name": "ROOM",
            "class_name": "Room"
          },
          {
            "name": "OTHER",
            "class_name": "Other",
            "script_name": "elsewhere"
          }
        ]
      },

      "ai": {
        "binding": "AI"
      },

      // Packages
      "rules": [
        {
          "globs": ["src/vendor/**"],
          "type": "Data",
          "fallthrough": true
        }
      ],
      "env": {
        "staging": {
          "compatibility_date": "2025-01-01",
          "compatibility_flags": ["python_workers"],

          "vars": {
            "APP_NAME": "staging"
          }
        }
      }
    }
    "#);
}

fn fragment() -> Value {
    let text = "{\n  // Search index\n  \"vectorize\": [{ \"binding\": \"VEC\", \"index_name\": \"v\" }],\n  \"d1_databases\": [{ \"binding\": \"DB\", \"database_name\": \"other\" }, { \"binding\": \"DB2\", \"database_name\": \"second\" }],\n  \"queues\": { \"consumers\": [{ \"queue\": \"jobs\" }] },\n  \"vars\": { \"APP_NAME\": \"notes\", \"NEW\": \"x\" },\n  \"compatibility_flags\": [\"python_workers\", \"nodejs_compat\"]\n}";
    crate::config::Document::parse(text, Format::Json).unwrap().model().0
}

#[test]
fn a_fragment_is_merged_key_by_key() {
    let config = config(TOML, Format::Toml);
    let merged = merge(config.document(), &fragment(), &wrangler_identity).unwrap();
    let text = edited(TOML, &merged.edits);
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].path, "d1_databases[0].database_name");
    assert_eq!(&TOML[merged.conflicts[0].range.clone()], "\"notes\"");
    let wanted = TOML
        .replace("\"python_workers_durable_objects\"]", "\"python_workers_durable_objects\", \"nodejs_compat\"]")
        .replace("APP_NAME = \"notes\"\n", "APP_NAME = \"notes\"\nNEW = \"x\"\n")
        .replace(
            "database_name = \"notes\"\n",
            "database_name = \"notes\"\n\n[[d1_databases]]\nbinding = \"DB2\"\ndatabase_name = \"second\"\n",
        )
        .replace(
            "dead_letter_queue = \"dead\"\n",
            "dead_letter_queue = \"dead\"\n\n[[queues.consumers]]\nqueue = \"jobs\"\n",
        );
    let wanted = format!("{wanted}\n# Search index\n[[vectorize]]\nbinding = \"VEC\"\nindex_name = \"v\"\n");
    assert_eq!(text, wanted);
    let again = merge(self::config(&text, Format::Toml).document(), &fragment(), &wrangler_identity).unwrap();
    assert!(again.edits.is_empty());
}

#[test]
fn a_fragment_is_merged_into_jsonc() {
    let merged = merge(config(JSONC, Format::Json).document(), &fragment(), &wrangler_identity).unwrap();
    let text = edited(JSONC, &merged.edits);
    assert!(merged.conflicts.is_empty());
    let again = config(&text, Format::Json);
    assert!(merge(again.document(), &fragment(), &wrangler_identity).unwrap().edits.is_empty(), "{text}");
    assert!(
        text.contains("\n\t\t\"disable_python_no_global_handlers\",\n\t\t\"nodejs_compat\"\n\t],\n\t/* bindings */"),
        "{text}"
    );
    assert!(text.contains("\n\t\"d1_databases\": [\n\t\t{\n\t\t\t\"binding\": \"DB\","), "{text}");
}

#[test]
fn a_configuration_that_is_no_object_has_a_place() {
    let error = WranglerConfig::parse("[1]", Format::Json).unwrap_err();
    assert_eq!((error.line, error.column), (1, 1));
}
