package dev.crossfade.core.traffic;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import java.util.List;

/** Signs route records and opens signed ones. */
public final class RecordSeal {

  private RecordSeal() {}

  /** The record as a signed note. */
  public static String seal(RouteRecord record, NoteSigner signer) {
    return SignedNote.sign(record.text(), List.of(signer)).format();
  }

  /**
   * What is in a signed note.
   *
   * @throws IllegalArgumentException when none of the keys signed it, it is of another group, or it
   *     is no route record
   */
  public static RouteRecord open(String note, String group, List<NoteKey> keys) {
    SignedNote signed = SignedNote.parse(note);
    if (keys.stream().noneMatch(signed::signedBy)) {
      throw new IllegalArgumentException("not signed by a key that is known");
    }
    RouteRecord record = RouteRecord.parse(signed.text());
    if (!record.group().equals(group)) {
      throw new IllegalArgumentException("a route record of " + record.group());
    }
    return record;
  }

  /**
   * What is in a signed note, whoever signed it: for stores, which keep records and believe none.
   *
   * @throws IllegalArgumentException when it is no route record
   */
  public static RouteRecord peek(String note) {
    return RouteRecord.parse(SignedNote.parse(note).text());
  }
}
