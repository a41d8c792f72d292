package dev.crossfade.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.LogAudit;
import dev.crossfade.core.audit.LogVerdict;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryControl;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is signed is what is there, goes on from what was signed, and nothing else is signed. */
class SealerTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private final ManualClock clock = new ManualClock(AT);
  private final InMemoryControl store = new InMemoryControl(clock, Faults.NONE);
  private final NoteSigner signer = signer();
  private final Kept kept = new Kept();
  private final Sealer sealer = sealer(signer);
  private long version;

  /** A place out of reach of the store. */
  private static final class Kept implements CheckpointSink {
    final List<SignedNote> notes = new ArrayList<>();

    @Override
    public void keep(SignedNote note) {
      notes.add(note);
    }

    @Override
    public Optional<SignedNote> last() {
      return notes.isEmpty() ? Optional.empty() : Optional.of(notes.get(notes.size() - 1));
    }
  }

  private static NoteSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(
          NoteKey.of("crossfade.dev/audit/memory", pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Sealer sealer(NoteSigner with) {
    return new Sealer(store, with, List.of(kept), clock, "kit");
  }

  private void write(int entries) {
    for (int i = 0; i < entries; i++) {
      store
          .journal()
          .append(new Append("m", "a" + version, version, 0, AT, "ann", List.of("e" + version)));
      version++;
    }
  }

  private LogVerdict audit(List<AuditLine> lines) {
    List<SignedNote> notes = store.tree().checkpoints(0).stream().map(SignedNote::parse).toList();
    LogAudit audit = new LogAudit(signer.key(), notes, kept.notes);
    lines.forEach(line -> audit.leaf(line.index(), line.content(), line.hash()));
    return audit.finish();
  }

  @Test
  void checkpoints_follow_the_log_and_an_audit_agrees() {
    write(3);
    SignedNote first = sealer.seal();
    assertThat(sealer.seal()).isEqualTo(first);
    write(2_500);
    SignedNote second = sealer(signer).seal();

    assertThat(Checkpoint.parse(first.text()).size()).isEqualTo(5);
    assertThat(Checkpoint.parse(second.text()).size()).isEqualTo(2_505);
    assertThat(store.tree().checkpoints(0)).containsExactly(first.format(), second.format());
    assertThat(kept.notes).containsExactly(first, first, second);
    assertThat(audit(store.audit().read(0, 9_999)).findings()).isEmpty();
  }

  @Test
  void another_key_signs_nothing_until_both_said_so() {
    NoteSigner next = signer();
    write(3);
    sealer.seal();
    assertThatThrownBy(() -> sealer(next).seal()).hasMessageContaining("CF-5102");

    SignedNote both = sealer.changeKey(next);
    assertThat(both.signedBy(signer.key())).isTrue();
    assertThat(both.signedBy(next.key())).isTrue();
    write(1);
    assertThat(sealer.seal().signedBy(next.key())).isTrue();
    assertThat(sealer(next).seal().signedBy(signer.key())).isFalse();
    assertThatThrownBy(() -> sealer(signer).seal()).hasMessageContaining("CF-5102");
    LogVerdict verdict = audit(store.audit().read(0, 99));
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.key()).isEqualTo(next.key());
  }

  /** Another process writes and signs while this one looks at what was signed. */
  private final class Interrupting implements CheckpointSink {
    private boolean done;

    @Override
    public void keep(SignedNote note) {
      kept.keep(note);
    }

    @Override
    public Optional<SignedNote> last() {
      if (!done) {
        done = true;
        write(2);
        sealer.seal();
      }
      return kept.last();
    }
  }

  @Test
  void who_signs_at_the_same_moment_is_not_taken_for_somebody_who_tampers() {
    write(3);
    sealer.seal();

    SignedNote note = new Sealer(store, signer, List.of(new Interrupting()), clock, "kit").seal();

    assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(7);
    assertThat(audit(store.audit().read(0, 99)).findings()).isEmpty();
  }

  @Test
  void a_store_that_is_shorter_than_what_was_kept_is_not_signed() {
    write(3);
    InMemoryControl older = new InMemoryControl(clock, Faults.NONE);
    sealer.seal();
    Sealer restored = new Sealer(older, signer, List.of(kept), clock, "kit");
    assertThatThrownBy(restored::seal).hasMessageContaining("CF-5101").hasMessageContaining("5");
    assertThat(older.tree().checkpoints(0)).isEmpty();
  }

  @Test
  void a_store_with_another_history_is_not_signed() {
    write(3);
    sealer.seal();
    InMemoryControl other = new InMemoryControl(clock, Faults.NONE);
    for (int i = 0; i < 9; i++) {
      other.journal().append(new Append("m", "x" + i, i, 0, AT, "bob", List.of("x")));
    }
    Sealer forked = new Sealer(other, signer, List.of(kept), clock, "kit");
    assertThatThrownBy(forked::seal)
        .hasMessageContaining("the first 5 leaves are not those that were signed");
  }
}
