//! The history of Durable Object classes in a wrangler configuration.
//! Border: one rule: a step that may have been deployed is never changed, a new one comes after it.
use serde_json::Value as Json;

use crate::config::{Element, Member, Value};

/// The lists of a step that create classes.
const CREATING: [&str; 2] = ["new_classes", "new_sqlite_classes"];

/// `wanted`, a step of the new version whose tag the user's `present` steps already use for something else, as a step
/// behind them (and behind `new`). Without the classes that are there already; `None` if nothing is left.
pub fn after(present: &[Json], new: &[Element], wanted: &Element) -> Option<Element> {
    let Value::Table(members, tail) = &wanted.value else { return None };
    let new: Vec<Json> = new.iter().map(|element| element.value.to_json()).collect();
    let steps = || present.iter().chain(&new);
    let created: Vec<&Json> = steps()
        .flat_map(|step| CREATING.map(|key| step.get(key)))
        .flatten()
        .filter_map(Json::as_array)
        .flatten()
        .collect();
    let mut step: Vec<Member> = Vec::new();
    for member in members {
        let mut member = member.clone();
        if let (true, Value::Array(classes, _)) = (CREATING.contains(&member.key.as_str()), &mut member.value) {
            classes.retain(|class| !created.contains(&&class.value.to_json()));
            if classes.is_empty() {
                continue;
            }
        }
        if member.key == "tag" {
            member.value =
                Value::Text(free_tag(&steps().filter_map(|step| step.get("tag")?.as_str()).collect::<Vec<_>>()));
        }
        step.push(member);
    }
    let does_something = step.iter().any(|member| member.key != "tag");
    does_something.then(|| Element { comments: wanted.comments.clone(), value: Value::Table(step, tail.clone()) })
}

/// `v` and the number behind the highest.
fn free_tag(used: &[&str]) -> String {
    let number = |tag: &&str| tag.strip_prefix('v').and_then(|number| number.parse::<u32>().ok());
    let highest = used.iter().filter_map(number).max().unwrap_or(0);
    format!("v{}", highest.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn element(json: Json) -> Element {
        Element::new(Value::from(json))
    }

    #[test]
    fn a_step_with_a_used_tag_gets_the_next_one_and_only_new_classes() {
        let present = [json!({"tag": "v1", "new_sqlite_classes": ["A"]}), json!({"tag": "v7", "new_classes": ["B"]})];
        let wanted = element(json!({"tag": "v1", "new_sqlite_classes": ["A", "C"], "new_classes": ["B"]}));
        let step = after(&present, &[], &wanted).expect("a step");
        assert_eq!(step.value.to_json(), json!({"tag": "v8", "new_sqlite_classes": ["C"]}));
        let second = after(&present, &[step], &element(json!({"tag": "v1", "deleted_classes": ["A"]})));
        assert_eq!(second.expect("a step").value.to_json(), json!({"tag": "v9", "deleted_classes": ["A"]}));
        assert_eq!(after(&present, &[], &element(json!({"tag": "v7", "new_classes": ["A"]}))), None);
    }
}
