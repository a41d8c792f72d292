package dev.crossfade.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.core.audit.WrittenLog.Line;
import java.util.List;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is done to a log is found, named and located. */
class LogAuditTest {

  private final NoteSigner signer = SignedNoteTest.signer(WrittenLog.ORIGIN);
  private WrittenLog log = new WrittenLog(signer);

  /** 21 leaves; signed at 6, 11, 16 and 21. */
  @BeforeEach
  void write() {
    for (int i = 1; i <= 19; i++) {
      log.journal(i % 2 == 0 ? "even" : "odd", (i + 1) / 2);
      if (i % 5 == 4) {
        log.checkpoint();
      }
    }
  }

  private AbstractListAssert<?, ?, Tuple, ObjectAssert<Tuple>> found(SignedNote... kept) {
    return assertThat(log.audit(signer.key(), kept).findings())
        .extracting(Finding::kind, Finding::from, Finding::until);
  }

  @Test
  void an_honest_log_is_intact_also_under_a_new_key() {
    LogVerdict verdict = log.audit(signer.key(), log.checkpoints.get(0));
    assertThat(verdict).isEqualTo(log.audit(null));
    assertThat(verdict.intact()).isTrue();
    assertThat(verdict.size()).isEqualTo(21);
    assertThat(verdict.covered()).isEqualTo(21);
    assertThat(verdict.origin()).isEqualTo(WrittenLog.ORIGIN);

    NoteSigner next = SignedNoteTest.signer(WrittenLog.ORIGIN);
    log.changeKey(next);
    log.journal("odd", 11);
    log.checkpoint();
    assertThat(log.audit(signer.key(), log.checkpoints.get(0)).findings()).isEmpty();
    assertThat(log.audit(signer.key()).key()).isEqualTo(next.key());
  }

  @Test
  void an_edited_leaf() {
    Line line = log.lines.get(7);
    String edited = line.content().replace("ann", "bob");
    log.lines.set(7, new Line(7, edited, line.hash()));
    found().containsExactly(tuple(FindingKind.LEAF_EDITED, 7L, 8L));
  }

  @Test
  void a_leaf_edited_with_its_hash() {
    log.put(7, log.lines.get(7).content().replace("ann", "bob"));
    found().containsExactly(tuple(FindingKind.REWRITTEN, 6L, 11L));
  }

  @Test
  void a_leaf_that_is_no_leaf() {
    log.put(7, "{}");
    found().contains(tuple(FindingKind.LEAF_MALFORMED, 7L, 8L));
  }

  @Test
  void deleted_leaves() {
    log.lines.remove(8);
    log.lines.remove(8);
    found()
        .contains(tuple(FindingKind.LEAF_DELETED, 8L, 10L))
        .extracting(each -> each.toList().get(0))
        .containsOnly(FindingKind.LEAF_DELETED, FindingKind.JOURNAL_BROKEN);
  }

  @Test
  void deleted_leaves_behind_which_all_are_numbered_anew() {
    log.lines.remove(8);
    for (int i = 8; i < log.lines.size(); i++) {
      Line line = log.lines.get(i);
      log.lines.set(i, new Line(i, line.content(), line.hash()));
    }
    found()
        .contains(
            tuple(FindingKind.JOURNAL_BROKEN, 9L, 10L),
            tuple(FindingKind.REWRITTEN, 6L, 11L),
            tuple(FindingKind.TRUNCATED, 20L, 21L));
  }

  @Test
  void a_leaf_that_is_there_twice() {
    log.lines.add(8, log.lines.get(7));
    found().containsExactly(tuple(FindingKind.LEAF_REPEATED, 7L, 8L));
  }

  @Test
  void a_truncated_log() {
    log.lines.subList(18, 21).clear();
    found().containsExactly(tuple(FindingKind.TRUNCATED, 18L, 21L));
  }

  @Test
  void a_log_truncated_with_its_checkpoints() {
    SignedNote kept = log.checkpoints.get(3);
    log.lines.subList(16, 21).clear();
    log.checkpoints.remove(3);
    found().isEmpty();
    found(kept).containsExactly(tuple(FindingKind.TRUNCATED, 16L, 21L));
  }

  @Test
  void a_log_forked_by_whoever_has_the_key() {
    SignedNote first = log.checkpoints.get(1);
    SignedNote kept = log.checkpoints.get(2);
    log.lines.subList(13, 21).clear();
    log.checkpoints.subList(2, 4).clear();
    for (int i = 0; i < 9; i++) {
      log.journal("other", i + 1);
    }
    log.checkpoint();
    found().isEmpty();
    found(first, kept).containsExactly(tuple(FindingKind.FORKED, 11L, 16L));
  }

  @Test
  void two_histories_signed_at_one_size() {
    WrittenLog other = new WrittenLog(log);
    other.put(20, other.lines.get(20).content().replace("ann", "bob"));
    log.checkpoints.add(other.checkpoint());
    found().containsExactly(tuple(FindingKind.FORKED, 0L, 21L));
  }

  @Test
  void a_checkpoint_signed_by_somebody_else() {
    log.signer = SignedNoteTest.signer(WrittenLog.ORIGIN);
    log.journal("odd", 11);
    log.checkpoint();
    found().containsExactly(tuple(FindingKind.UNSIGNED, 22L, 22L));
  }

  @Test
  void a_key_that_only_its_owner_vouches_for() {
    NoteSigner thief = SignedNoteTest.signer(WrittenLog.ORIGIN);
    String statement = KeyChange.sign(WrittenLog.ORIGIN, signer, thief).note().text();
    SignedNote note = SignedNote.sign(statement, List.of(thief));
    KeyChange forged = new KeyChange(note, signer.key(), thief.key());
    log.add(new Leaf("key/1", LeafKind.KEY, WrittenLog.AT, "x", WrittenLog.ORIGIN, forged.body()));
    log.signer = thief;
    log.checkpoint();
    found()
        .containsExactly(
            tuple(FindingKind.KEY_UNPROVEN, 21L, 22L), tuple(FindingKind.UNSIGNED, 22L, 22L));
  }

  @Test
  void another_log_altogether() {
    WrittenLog other = new WrittenLog(SignedNoteTest.signer(WrittenLog.ORIGIN));
    other.checkpoint();
    assertThat(other.audit(signer.key()).findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.FOREIGN, FindingKind.UNSIGNED);
  }

  @Test
  void leaves_that_nobody_signed() {
    log.journal("odd", 11);
    found().containsExactly(tuple(FindingKind.UNCOVERED, 21L, 22L));
  }
}
