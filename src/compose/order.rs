//! The order in which layers are laid: each behind what it needs and what it says `after` of, otherwise as asked for.
//! Border: order alone.
use super::error::ComposeError;
use super::resolve::ResolvedLayer;

/// Sorts layers. What is not among them (there already, or not wanted) has no say.
///
/// # Errors
/// Layers that wait for each other.
pub(super) fn sorted(layers: Vec<ResolvedLayer>) -> Result<Vec<ResolvedLayer>, ComposeError> {
    let ids: Vec<String> = layers.iter().map(|layer| layer.id().to_owned()).collect();
    let waits_for = |layer: &ResolvedLayer| -> Vec<usize> {
        let manifest = &layer.template.manifest;
        let names = manifest.needs.iter().chain(&manifest.after);
        names.filter_map(|name| ids.iter().position(|id| *id == name.text)).collect()
    };
    let before: Vec<Vec<usize>> = layers.iter().map(waits_for).collect();
    let mut order: Vec<usize> = Vec::with_capacity(layers.len());
    for index in 0..layers.len() {
        if !put(index, &before, &mut Vec::new(), &mut order) {
            let left = (0..layers.len()).filter(|index| !order.contains(index));
            return Err(ComposeError::Circle { layers: left.map(|index| ids[index].clone()).collect() });
        }
    }
    let mut layers: Vec<Option<ResolvedLayer>> = layers.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|index| layers[index].take()).collect())
}

/// Puts a layer behind everything that it waits for, which is put there first; false if it waits for itself.
fn put(index: usize, before: &[Vec<usize>], waiting: &mut Vec<usize>, order: &mut Vec<usize>) -> bool {
    if order.contains(&index) {
        return true;
    }
    if waiting.contains(&index) {
        return false;
    }
    waiting.push(index);
    let is_put = before[index].iter().all(|other| put(*other, before, waiting, order));
    waiting.pop();
    if is_put {
        order.push(index);
    }
    is_put
}
