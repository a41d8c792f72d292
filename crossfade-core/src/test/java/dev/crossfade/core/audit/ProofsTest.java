package dev.crossfade.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All proofs of all small trees, made of kept nodes, against definitions that know none. */
class ProofsTest {

  private static final int MOST = 70;
  private final List<TreeHash> leaves = NaiveTree.leaves(600);
  private final NaiveTree naive = new NaiveTree(leaves);
  private final Map<String, TreeHash> kept = new HashMap<>();
  private final StoredNodes nodes = new StoredNodes(this::row);

  private List<TreeHash> row(int level, long from, int count) {
    List<TreeHash> row = new ArrayList<>();
    for (long i = from; i < from + count; i++) {
      TreeHash found = level == 0 ? leaves.get((int) i) : kept.get(level + "/" + i);
      if (found != null) {
        row.add(found);
      }
    }
    return row;
  }

  @Test
  void a_tree_grows_leaf_by_leaf_and_goes_on_after_it_was_put_away() {
    Frontier frontier = new Frontier();
    for (int size = 1; size <= leaves.size(); size++) {
      frontier.append(leaves.get(size - 1));
      assertThat(frontier.root()).isEqualTo(naive.root(0, size));
      frontier = new Frontier(frontier.size(), frontier.parts());
    }
    assertThatThrownBy(() -> new Frontier(3, List.of(leaves.get(0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_leaf_is_proven_included_and_no_other_leaf_place_size_or_path_passes() {
    Proofs proofs = new Proofs(nodes);
    for (int size = 1; size <= MOST; size++) {
      TreeHash root = naive.root(0, size);
      for (int i = 0; i < size; i++) {
        List<TreeHash> path = proofs.inclusion(i, size);
        assertThat(ProofCheck.included(leaves.get(i), i, size, root, path)).isTrue();
        assertThat(ProofCheck.included(leaves.get(i + 1), i, size, root, path)).isFalse();
        assertThat(ProofCheck.included(leaves.get(i), i + 1, size, root, path)).isFalse();
        assertThat(ProofCheck.included(leaves.get(i), i, size, leaves.get(599), path)).isFalse();
        for (int at = 0; at < path.size(); at++) {
          List<TreeHash> wrong = new ArrayList<>(path);
          wrong.set(at, leaves.get(599));
          assertThat(ProofCheck.included(leaves.get(i), i, size, root, wrong)).isFalse();
          wrong.remove(at);
          assertThat(ProofCheck.included(leaves.get(i), i, size, root, wrong)).isFalse();
        }
        List<TreeHash> longer = new ArrayList<>(path);
        longer.add(leaves.get(0));
        assertThat(ProofCheck.included(leaves.get(i), i, size, root, longer)).isFalse();
      }
    }
  }

  @Test
  void every_growth_is_proven_and_nothing_else() {
    Proofs proofs = new Proofs(nodes);
    for (int newer = 0; newer <= MOST; newer++) {
      TreeHash root = naive.root(0, newer);
      for (int older = 0; older <= newer; older++) {
        TreeHash before = naive.root(0, older);
        List<TreeHash> path = proofs.consistency(older, newer);
        assertThat(ProofCheck.consistent(older, before, newer, root, path))
            .as("%d to %d", older, newer)
            .isTrue();
        assertThat(ProofCheck.consistent(older, leaves.get(599), newer, root, path)).isFalse();
        assertThat(ProofCheck.consistent(older, before, newer, leaves.get(599), path))
            .isEqualTo(older == 0 && newer > 0);
        for (int at = 0; at < path.size(); at++) {
          List<TreeHash> wrong = new ArrayList<>(path);
          wrong.set(at, leaves.get(599));
          assertThat(ProofCheck.consistent(older, before, newer, root, wrong)).isFalse();
          wrong.remove(at);
          assertThat(ProofCheck.consistent(older, before, newer, root, wrong)).isFalse();
        }
      }
    }
  }

  @Test
  void proofs_of_a_large_tree_need_every_eighth_level_only() {
    Frontier frontier = new Frontier();
    leaves.forEach(
        leaf ->
            frontier.append(
                leaf,
                (level, index, hash) -> {
                  if (StoredNodes.kept(level)) {
                    kept.put(level + "/" + index, hash);
                  }
                }));
    assertThat(kept).hasSize(2);
    List<TreeHash> beyondTheNodes = leaves.subList(0, 512);
    Proofs proofs =
        new Proofs(
            new StoredNodes(
                (level, from, count) -> {
                  assertThat(level == 0 && count > 128).as("reads all leaves").isFalse();
                  return row(level, from, count);
                }));
    assertThat(proofs.root(600)).isEqualTo(frontier.root());
    assertThat(proofs.root(512)).isEqualTo(new NaiveTree(beyondTheNodes).root(0, 512));
    List<TreeHash> path = proofs.inclusion(300, 600);
    assertThat(ProofCheck.included(leaves.get(300), 300, 600, frontier.root(), path)).isTrue();
    assertThatThrownBy(() -> proofs.inclusion(600, 600))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_node_that_is_missing_is_not_made_up() {
    assertThatThrownBy(() -> nodes.node(9, 0)).isInstanceOf(IllegalStateException.class);
  }
}
