package dev.crossfade.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.core.audit.BundleAudit;
import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.BundleVerdict;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.Finding;
import dev.crossfade.core.audit.FindingKind;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.RowOp;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.testkit.memory.InMemoryControl;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happened to a row is shown to somebody who has a bundle and a key, and nothing else. */
class BundleTest {

  private final AuditedPeople people = new AuditedPeople();
  private final InMemoryControl store = people.store();
  private final InMemoryTarget target = people.target();
  private final NoteSigner signer = signer();
  private final Sealer sealer = new Sealer(store, signer, List.of(), people.clock(), "kit");
  private final List<String> lines = new ArrayList<>();
  private SignedNote kept;

  private static NoteSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(
          NoteKey.of("crossfade.dev/audit/memory", pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Ann comes with history, is renamed and deleted; others are there too. */
  @BeforeEach
  void live() {
    people.history(40);
    kept = sealer.seal();
    change(List.of(), List.of(positioned(7, "renamed"), positioned(8, "x")));
    change(List.of(Key.of(9L)), List.of());
    change(List.of(Key.of(7L)), List.of());
    forward();
  }

  private void forward() {
    people.forward();
  }

  private EntityWrite.PositionedRow positioned(long id, String name) {
    return people.row(id, name);
  }

  private void change(List<Key> deletes, List<EntityWrite.PositionedRow> upserts) {
    people.change(deletes, upserts);
  }

  private void prove() {
    SignedNote newest = sealer.seal();
    new Exporting(store, line -> lines.add(line.format()))
        .history(newest, List.of(kept), people.row(7).all());
  }

  private BundleVerdict verdict(@Nullable NoteKey key, SignedNote... notes) {
    BundleAudit audit = new BundleAudit(key, List.of(notes));
    lines.forEach(audit::take);
    return audit.finish();
  }

  @Test
  void loads_are_in_the_log_once_however_often_they_are_brought() {
    long size = store.audit().size();
    assertThat(target.records().pending(9)).isEmpty();
    target.records().logged(Map.of());
    assertThat(new LoadForwarder(target.records(), store.audit()).forward()).isZero();
    change(List.of(), List.of(positioned(3, "y")));
    store.audit().append(List.of(target.records().pending(9).get(0).leaf()));
    assertThat(new LoadForwarder(target.records(), store.audit()).forward()).isEqualTo(1);
    assertThat(store.audit().size()).isEqualTo(size + 1);
  }

  @Test
  void everything_that_happened_to_a_row_is_proven() {
    prove();
    BundleVerdict verdict = verdict(signer.key(), kept);
    assertThat(verdict.log().findings()).isEmpty();
    assertThat(verdict.rows())
        .extracting(row -> row.record().op(), row -> row.record().position(), row -> row.entity())
        .containsExactly(
            tuple(RowOp.SET, null, "person"),
            tuple(RowOp.SET, new Position(7, 0, 0), "person"),
            tuple(RowOp.DELETE, null, "person"));
    assertThat(verdict.rows())
        .extracting(row -> row.load().body().get("source"))
        .containsExactly(null, "crm", "crm");
    assertThat(String.join("", lines)).doesNotContain("name 7", "renamed");
  }

  @Test
  void a_whole_log_is_checked_too() {
    SignedNote newest = sealer.seal();
    long size =
        new Exporting(store, line -> lines.add(line.format()))
            .everything(Checkpoint.parse(newest.text()).size());
    BundleVerdict verdict = verdict(signer.key(), kept);
    assertThat(verdict.log().findings()).isEmpty();
    assertThat(verdict.log().size()).isEqualTo(size).isEqualTo(store.audit().size());
  }

  @Test
  void what_others_sign_while_a_log_is_exported_does_not_make_it_look_cut_off() {
    long until = Checkpoint.parse(sealer.seal().text()).size();
    change(List.of(), List.of(positioned(3, "y")));
    forward();
    sealer.seal();
    new Exporting(store, line -> lines.add(line.format())).everything(until);

    BundleVerdict verdict = verdict(signer.key(), kept);
    assertThat(verdict.log().findings()).isEmpty();
    assertThat(verdict.log().size()).isEqualTo(until);
  }

  @Test
  void what_was_changed_in_a_bundle_of_proofs_is_found() {
    prove();
    int last = indexOf("included", lines.size() - 1);
    BundleLine.Included honest = (BundleLine.Included) BundleLine.parse(lines.get(last));
    replace(
        last,
        new BundleLine.Included(
            honest.index(),
            honest.content().replace("\"rows\":1", "\"rows\":2"),
            honest.size(),
            honest.path(),
            honest.rows()));
    assertThat(verdict(signer.key(), kept).log().findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.NOT_INCLUDED);

    BundleLine.Row row = honest.rows().get(0);
    replace(
        last,
        new BundleLine.Included(
            honest.index(),
            honest.content(),
            honest.size(),
            honest.path(),
            List.of(new BundleLine.Row(0, row.index() + 16, row.records(), row.path()))));
    assertThat(verdict(signer.key(), kept).log().findings())
        .extracting(Finding::kind, Finding::from)
        .containsExactly(tuple(FindingKind.NOT_INCLUDED, honest.index()));
    replace(last, honest);

    assertThat(verdict(signer().key()).log().findings())
        .extracting(Finding::kind)
        .contains(FindingKind.FOREIGN, FindingKind.UNSIGNED);
    lines.remove(indexOf("grownFrom", lines.size() - 1));
    assertThat(verdict(signer.key(), kept).log().findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.UNPROVEN);
    assertThat(verdict(signer.key()).log().findings()).isEmpty();
  }

  private int indexOf(String member, int from) {
    int at = from;
    while (!lines.get(at).contains("\"" + member + "\"")) {
      at--;
    }
    return at;
  }

  private void replace(int at, BundleLine line) {
    lines.set(at, line.format());
  }

  @Test
  void what_is_no_bundle_is_refused() {
    prove();
    BundleAudit audit = new BundleAudit(null, List.of());
    assertThatThrownBy(audit::finish).hasMessageContaining("empty");
    assertThatThrownBy(() -> audit.take(lines.get(1))).hasMessageContaining("head");
    audit.take(lines.get(0));
    assertThatThrownBy(() -> audit.take(lines.get(0))).hasMessageContaining("one head");
    assertThatThrownBy(() -> audit.take("{}")).hasMessageContaining("no line");
    assertThatThrownBy(() -> audit.take("nonsense")).isInstanceOf(IllegalArgumentException.class);
  }
}
