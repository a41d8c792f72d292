package dev.crossfade.oracle.client;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.journal.Effect;
import java.util.List;

/**
 * A write to be sent.
 *
 * @param operation as journals call it
 * @param method of HTTP
 * @param path where to
 * @param body of it, empty for none
 * @param thing what it is done to
 * @param effects what it does if it is done
 */
record ApiWrite(
    String operation, String method, String path, String body, Thing thing, List<Effect> effects) {

  /**
   * A row that belongs to one client.
   *
   * @param kind which sort of row
   * @param id its key in both stacks
   */
  record Thing(Kind kind, long id) {}

  /** Sorts of rows, each with the table that a journal names. */
  enum Kind {
    CONTACT(Source.CRM, "contacts"),
    CAMPAIGN(Source.ADS, "campaigns");

    private final Source source;
    private final String table;

    Kind(Source source, String table) {
      this.source = source;
      this.table = table;
    }

    Source source() {
      return source;
    }

    String table() {
      return table;
    }
  }

  static ApiWrite add(Thing thing, String uid) {
    String rest =
        thing.kind() == Kind.CONTACT
            ? "\"fullName\": \"Client %s\", \"email\": \"%s@example.org\", \"country\": \"NL\","
                + " \"region\": \"EMEA\", \"score\": 1.25, \"optedIn\": true"
            : "\"name\": \"Campaign %s\", \"channel\": \"video\", \"region\": \"AMER\","
                + " \"budget\": 10.5, \"currency\": \"EUR\", \"paused\": false";
    String body = "{\"id\": " + thing.id() + ", \"write\": \"" + uid + "\", " + rest + "}";
    return new ApiWrite(
        "add", "POST", "/" + thing.kind().table(), body.formatted(uid, uid), thing, kept(thing));
  }

  static ApiWrite change(Thing thing, String uid, int number) {
    String rest =
        thing.kind() == Kind.CONTACT
            ? "\"score\": " + number + ", \"optedIn\": " + (number % 2 == 0)
            : "\"budget\": " + number + ", \"paused\": " + (number % 2 == 0);
    return new ApiWrite(
        "change",
        "PUT",
        path(thing),
        "{\"write\": \"" + uid + "\", " + rest + "}",
        thing,
        kept(thing));
  }

  static ApiWrite remove(Thing thing) {
    return new ApiWrite(
        "remove",
        "DELETE",
        path(thing),
        "",
        thing,
        List.of(Effect.delete(thing.kind().table(), thing.id())));
  }

  private static String path(Thing thing) {
    return "/" + thing.kind().table() + "/" + thing.id();
  }

  private static List<Effect> kept(Thing thing) {
    return List.of(Effect.put(thing.kind().table(), thing.id()));
  }
}
