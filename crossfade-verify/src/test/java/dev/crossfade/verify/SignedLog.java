package dev.crossfade.verify;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.Frontier;
import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.audit.LogStart;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.audit.TreeHasher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bundle of three leaves, the last of which says {@code ann}, signed behind the second and third.
 */
record SignedLog(Path bundle, NoteSigner signer, List<SignedNote> notes) {

  static final String ORIGIN = "crossfade.dev/audit/test";

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  static SignedLog in(Path folder) throws Exception {
    return in(folder, List.of());
  }

  /** The same with more leaves behind. */
  static SignedLog in(Path folder, List<Leaf> more) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    NoteSigner signer = new NoteSigner(NoteKey.of(ORIGIN, pair.getPublic()), pair.getPrivate());
    List<SignedNote> notes = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Frontier frontier = new Frontier();
    TreeHasher hasher = new TreeHasher();
    List<Leaf> all = new ArrayList<>(leaves(signer));
    all.addAll(more);
    for (Leaf leaf : all) {
      lines.add(
          new BundleLine.Logged(frontier.size(), leaf.content(), hasher.leaf(leaf.content()))
              .format());
      frontier.append(hasher.leaf(leaf.content()));
      if (frontier.size() == 2 || frontier.size() == all.size()) {
        String text = new Checkpoint(ORIGIN, frontier.size(), frontier.root()).text();
        notes.add(SignedNote.sign(text, List.of(signer)));
      }
    }
    notes.forEach(note -> lines.add(0, new BundleLine.Signed(note).format()));
    lines.add(0, new BundleLine.Head(ORIGIN).format());
    Path bundle = Files.write(folder.resolve("log.bundle"), lines);
    return new SignedLog(bundle, signer, List.copyOf(notes));
  }

  /** A leaf that says something long. */
  static Leaf saying(int number, String what) {
    return new Leaf("a" + number, LeafKind.ACT, AT, "ann", "m", Map.of("what", what));
  }

  private static List<Leaf> leaves(NoteSigner signer) {
    return List.of(
        LogStart.leaf(ORIGIN, AT, "kit"),
        LogStart.firstKey(ORIGIN, signer.key(), AT, "kit"),
        new Leaf("a", LeafKind.ACT, AT, "ann", "m", Map.of("what", "this")));
  }
}
