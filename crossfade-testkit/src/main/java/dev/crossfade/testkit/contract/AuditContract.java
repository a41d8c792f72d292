package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.Frontier;
import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.audit.ProofCheck;
import dev.crossfade.core.audit.Proofs;
import dev.crossfade.core.audit.StoredNodes;
import dev.crossfade.core.audit.TreeHash;
import dev.crossfade.core.audit.TreeHasher;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.audit.SealedTree;
import dev.crossfade.spi.audit.TreeNode;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.ControlStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every audit log keeps: nothing without its leaf, one order without holes, and its tree. */
public abstract class AuditContract extends ControlContract {

  private static final int WRITERS = 4;
  private static final int ROUNDS = 25;

  private AuditLog log() {
    return store.audit();
  }

  private Leaf act(String id, String actor) {
    return new Leaf(
        migration + "/" + id, LeafKind.ACT, AT, actor, migration, Map.of("what", "\u4e16 '\u0001"));
  }

  private List<AuditLine> all() {
    List<AuditLine> lines = new ArrayList<>();
    while (true) {
      List<AuditLine> page = log().read(lines.size(), 100);
      if (page.isEmpty()) {
        return lines;
      }
      lines.addAll(page);
    }
  }

  private List<String> ours(List<AuditLine> lines) {
    return lines.stream()
        .map(line -> Leaf.parse(line.content()))
        .filter(leaf -> leaf.subject().equals(migration))
        .map(Leaf::id)
        .toList();
  }

  @Test
  void the_first_leaf_says_which_log_it_is() {
    Leaf first = Leaf.parse(log().read(0, 1).get(0).content());
    assertThat(first.kind()).isEqualTo(LeafKind.LOG);
    assertThat(first.body()).containsEntry("origin", log().origin());
    store.prepare();
    assertThat(log().find(first.id()).map(AuditLine::index)).contains(0L);
  }

  @Test
  void what_was_appended_comes_back_where_it_is_said_to_be() {
    Leaf leaf = act("a", "ann");
    long place = log().append(List.of(leaf, act("b", "bob"))).get(0);

    AuditLine line = new AuditLine(place, leaf.content(), new TreeHasher().leaf(leaf.content()));
    assertThat(log().read(place, 1)).containsExactly(line);
    assertThat(log().find(leaf.id())).contains(line);
    assertThat(log().find(migration + "/none")).isEmpty();
    assertThat(log().read(place + 1, 9)).hasSize(1);
    assertThat(log().size()).isEqualTo(place + 2);
    assertThat(log().read(place + 2, 9)).isEmpty();
    try (ControlStore again = open()) {
      assertThat(again.audit().origin()).isEqualTo(log().origin()).isNotEmpty();
      assertThat(again.audit().read(place, 1)).containsExactly(line);
    }
  }

  @Test
  void what_is_appended_again_stays_where_it_is() {
    List<Long> first = log().append(List.of(act("a", "ann"), act("b", "ann")));
    List<Long> again =
        log().append(List.of(act("b", "x"), act("c", "ann"), act("a", "x"), act("c", "x")));

    long next = first.get(1) + 1;
    assertThat(again).containsExactly(first.get(1), next, first.get(0), next);
    assertThat(log().size()).isEqualTo(next + 1);
    assertThat(Leaf.parse(log().read(first.get(1), 1).get(0).content()).actor()).isEqualTo("ann");
  }

  @Test
  void every_entry_of_a_journal_is_a_leaf_and_what_was_not_written_is_none() {
    Append append = asked(0, "{\"event\":\"a\"}", "b");
    journal().append(append);
    journal().append(asked(0, "outrun"));
    journal().append(owned(99, 2, "fenced"));

    List<AuditLine> lines = log().search(search(null, null, migration));
    assertThat(lines.stream().map(AuditLine::content))
        .containsExactly(append.leaves().get(1).content(), append.leaves().get(0).content());
    assertThat(lines.get(0).index()).isEqualTo(lines.get(1).index() + 1);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void an_entry_whose_answer_was_lost_has_a_leaf_if_it_was_written(Loss loss) {
    Append append = asked(0, "a");
    journal().append(asked(0, "first"));
    Append lost = asked(1, "lost");
    try (ControlStore lossy = openLossy(loss)) {
      assertThat(lossy.journal().append(lost)).isInstanceOf(Appended.Unknown.class);
    }
    assertThat(append.leaves()).hasSize(1);
    assertThat(log().find(lost.leaves().get(0).id()).isPresent())
        .isEqualTo(journal().holds(migration, lost.id()))
        .isEqualTo(loss == Loss.ANSWER);
  }

  @Test
  void many_who_append_at_once_leave_no_hole_and_lose_nothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> running = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String name = migration + "-" + writer;
      running.add(threads.submit(() -> append(name)));
    }
    for (Future<?> each : running) {
      each.get();
    }
    threads.shutdown();

    List<AuditLine> lines = all();
    assertThat(lines.stream().map(AuditLine::index))
        .containsExactlyElementsOf(LongStream.range(0, lines.size()).boxed().toList());
    assertThat(log().size()).isEqualTo(lines.size());
    for (int writer = 0; writer < WRITERS; writer++) {
      String name = migration + "-" + writer;
      assertThat(
              lines.stream()
                  .map(line -> Leaf.parse(line.content()))
                  .filter(leaf -> leaf.subject().equals(name))
                  .map(Leaf::id))
          .as("in the order of the journal")
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, ROUNDS).mapToObj(v -> "journal/" + name + "/" + v).toList());
    }
    assertThat(ours(lines)).doesNotHaveDuplicates().hasSize(ROUNDS);
  }

  /** Entries of a journal of one's own, and leaves that everybody appends. */
  private void append(String name) {
    try (ControlStore own = open()) {
      for (int round = 0; round < ROUNDS; round++) {
        Append append = new Append(name, draw(), round, 0, AT, "kit", List.of("e" + round));
        assertThat(own.journal().append(append)).isEqualTo(new Appended.Written(round + 1));
        own.audit().append(List.of(act("shared" + round, name)));
      }
    }
  }

  private static AuditSearch search(
      @Nullable LeafKind kind, @Nullable String actor, @Nullable String subject) {
    return new AuditSearch(kind, actor, subject, null, null, Long.MAX_VALUE, 100);
  }

  @Test
  void leaves_are_found_by_what_they_say() {
    List<Long> places = log().append(List.of(act("a", migration + "ann"), act("b", "bob")));
    journal().append(asked(0, "e"));

    assertThat(ours(log().search(search(LeafKind.ACT, null, migration))))
        .containsExactly(migration + "/b", migration + "/a");
    assertThat(ours(log().search(search(null, migration + "ann", null)))).hasSize(1);
    assertThat(ours(log().search(search(LeafKind.JOURNAL, null, migration)))).hasSize(1);
    AuditSearch older =
        new AuditSearch(null, null, migration, AT, AT.plusSeconds(1), places.get(1), 5);
    assertThat(ours(log().search(older))).containsExactly(migration + "/a");
    assertThat(log().search(new AuditSearch(null, null, migration, null, AT, Long.MAX_VALUE, 5)))
        .isEmpty();
    assertThat(
            log().search(new AuditSearch(null, null, migration, AT.plusNanos(1000), null, 999, 5)))
        .isEmpty();
    assertThat(log().search(AuditSearch.newest(2))).hasSize(2);
  }

  @Test
  void the_tree_grows_once_however_many_let_it_grow() {
    log().append(IntStream.range(0, 300).mapToObj(i -> act("t" + i, "ann")).toList());
    AuditTree tree = store.tree();
    SealedTree before = tree.sealed();
    Frontier frontier = before.frontier();
    List<TreeNode> nodes = new ArrayList<>();
    List<AuditLine> lines = all();
    for (AuditLine line : lines.subList((int) before.size(), lines.size())) {
      frontier.append(
          line.hash(),
          (level, index, hash) -> {
            if (StoredNodes.kept(level)) {
              nodes.add(new TreeNode(level, index, hash));
            }
          });
    }
    assertThat(nodes).isNotEmpty();
    SealedTree after = SealedTree.of(frontier);
    assertThat(tree.extend(before, after, nodes)).isTrue();
    assertThat(tree.extend(before, after, nodes)).isFalse();
    assertThat(tree.sealed()).isEqualTo(after);

    Proofs proofs = new Proofs(new StoredNodes(tree));
    TreeHash root = proofs.root(lines.size());
    assertThat(root).isEqualTo(frontier.root());
    AuditLine some = lines.get(lines.size() / 2);
    assertThat(
            ProofCheck.included(
                some.hash(),
                some.index(),
                lines.size(),
                root,
                proofs.inclusion(some.index(), lines.size())))
        .isTrue();
  }

  @Test
  void checkpoints_come_back_by_size_and_two_of_one_size_are_both_kept() {
    AuditTree tree = store.tree();
    long size = tree.checkpoints(0).size() + 1_000L;
    tree.publish(size + 2, migration + " b");
    tree.publish(size, migration + " a");
    tree.publish(size, migration + " a");
    tree.publish(size + 2, migration + " c");

    assertThat(tree.checkpoints(size))
        .containsExactly(migration + " a", migration + " b", migration + " c");
    assertThat(tree.checkpoints(size + 1)).containsExactly(migration + " b", migration + " c");
    assertThat(tree.latest()).containsExactly(migration + " b", migration + " c");
  }
}
