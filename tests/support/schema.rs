//! As much of JSON Schema as the published schemas use; an unknown keyword is an error.
//! Border: values and schemas; where they come from is the tests' business.
use serde_json::Value;

/// Everything in `value` that `schema` (a part of `root`) does not allow, each with its path.
pub fn faults(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let Some(keywords) = schema.as_object() else {
        return vec![format!("{path}: the schema is no object")];
    };
    let mut found = Vec::new();
    for (keyword, rule) in keywords {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => match rule.as_str().and_then(|name| root.pointer(name.trim_start_matches('#'))) {
                Some(target) => found.extend(faults(root, target, value, path)),
                None => found.push(format!("{path}: {rule} leads nowhere")),
            },
            "type" => {
                let names: Vec<&str> = match rule {
                    Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                    other => other.as_str().into_iter().collect(),
                };
                if !names.contains(&type_of(value)) {
                    found.push(format!("{path}: {value} is not {rule}"));
                }
            }
            "enum" => {
                if !rule.as_array().is_some_and(|values| values.contains(value)) {
                    found.push(format!("{path}: {value} is none of {rule}"));
                }
            }
            "minimum" => {
                if value.as_i64().zip(rule.as_i64()).is_some_and(|(value, minimum)| value < minimum) {
                    found.push(format!("{path}: {value} is below {rule}"));
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(root, rule, item, &format!("{path}/{index}")));
                }
            }
            "required" => {
                for name in rule.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if value.is_object() && value.get(name).is_none() {
                        found.push(format!("{path}: `{name}` is missing"));
                    }
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().into_iter().flatten() {
                    if let Some(inner) = value.get(name) {
                        found.extend(faults(root, rule, inner, &format!("{path}/{name}")));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(rule, &Value::Bool(false), "only `false` is known here");
                for name in value.as_object().into_iter().flatten().map(|(name, _)| name) {
                    if schema["properties"].get(name).is_none() {
                        found.push(format!("{path}: `{name}` is not described"));
                    }
                }
            }
            "oneOf" => {
                let all: Vec<Vec<String>> =
                    rule.as_array().into_iter().flatten().map(|one| faults(root, one, value, path)).collect();
                if all.iter().filter(|faults| faults.is_empty()).count() != 1 {
                    found.push(format!("{path}: not exactly one of the alternatives"));
                    found.extend(all.into_iter().min_by_key(Vec::len).unwrap_or_default());
                }
            }
            other => found.push(format!("{path}: the keyword `{other}` is not known here")),
        }
    }
    found
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
