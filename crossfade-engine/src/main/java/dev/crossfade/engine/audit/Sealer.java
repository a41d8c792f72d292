package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.Finding;
import dev.crossfade.core.audit.Frontier;
import dev.crossfade.core.audit.KeyChain;
import dev.crossfade.core.audit.KeyChange;
import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.audit.LogStart;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs the state of the audit log. It signs nothing that does not go on from everything that was
 * signed before, here or in the sinks. Several processes may do so at once, with the same key. One
 * thread.
 */
public final class Sealer {

  private static final int MOST_KEYS = 10_000;

  private final AuditLog log;
  private final AuditTree tree;
  private final List<CheckpointSink> sinks;
  private final Clock clock;
  private final String actor;
  private NoteSigner signer;

  public Sealer(
      ControlStore store,
      NoteSigner signer,
      List<CheckpointSink> sinks,
      Clock clock,
      String actor) {
    this.log = store.audit();
    this.tree = store.tree();
    this.signer = signer;
    this.sinks = List.copyOf(sinks);
    this.clock = clock;
    this.actor = actor;
  }

  /**
   * Signs the log as it is now, if it has grown, and hands the checkpoint to the sinks; else gives
   * them the last one again.
   */
  public SignedNote seal() {
    begin();
    requireKey();
    return seal(List.of(signer));
  }

  private SignedNote seal(List<NoteSigner> signers) {
    // in this order: what was signed before the tree is read cannot be of a larger one
    List<SignedNote> before = before();
    Frontier frontier = new Growing(log, tree).grow();
    new Continuity(tree, frontier).check(before);
    Checkpoint now = new Checkpoint(log.origin(), frontier.size(), frontier.root());
    SignedNote note =
        before.stream()
            .filter(each -> each.text().equals(now.text()) && signedByAll(each, signers))
            .findFirst()
            .orElseGet(() -> SignedNote.sign(now.text(), signers));
    tree.publish(now.size(), note.format());
    sinks.forEach(sink -> sink.keep(note));
    return note;
  }

  private static boolean signedByAll(SignedNote note, List<NoteSigner> signers) {
    return signers.stream().allMatch(each -> note.signedBy(each.key()));
  }

  /** What was signed last, wherever it is kept. */
  private List<SignedNote> before() {
    List<SignedNote> notes = new ArrayList<>();
    tree.latest().forEach(note -> notes.add(SignedNote.parse(note)));
    sinks.forEach(sink -> sink.last().ifPresent(notes::add));
    return notes;
  }

  /** The log's first key, unless it has one. */
  private void begin() {
    log.append(List.of(LogStart.firstKey(log.origin(), signer.key(), clock.instant(), actor)));
  }

  private void requireKey() {
    NoteKey current = current();
    if (!current.equals(signer.key())) {
      throw Problem.of(
              AuditProblem.OTHER_KEY,
              "the audit log " + log.origin() + " is signed by the key " + current,
              "the key at hand is " + signer.key(),
              "use the log's key; all servers of a control store share it")
          .raise();
    }
  }

  /** The key that the log's own leaves name last. */
  private NoteKey current() {
    List<AuditLine> lines =
        new ArrayList<>(
            log.search(
                new AuditSearch(LeafKind.KEY, null, null, null, null, Long.MAX_VALUE, MOST_KEYS)));
    java.util.Collections.reverse(lines);
    KeyChain chain = new KeyChain(null);
    chain.take(0, LogStart.leaf(log.origin(), clock.instant(), actor));
    for (AuditLine line : lines) {
      chain
          .take(line.index(), Leaf.parse(line.content()))
          .map(Finding::text)
          .ifPresent(Continuity::tampered);
    }
    return chain.last().orElseThrow();
  }

  /** Lets another key sign from here on; the next checkpoint is signed by both. */
  public SignedNote changeKey(NoteSigner next) {
    seal();
    KeyChange change = KeyChange.sign(log.origin(), signer, next);
    log.append(
        List.of(
            new Leaf(
                "key/" + next.key().hash(),
                LeafKind.KEY,
                clock.instant(),
                actor,
                log.origin(),
                change.body())));
    List<NoteSigner> both = List.of(signer, next);
    signer = next;
    requireKey();
    return seal(both);
  }
}
