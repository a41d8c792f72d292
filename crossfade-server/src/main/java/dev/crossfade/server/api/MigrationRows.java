package dev.crossfade.server.api;

import dev.crossfade.server.api.listing.Selection;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.security.Role;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.store.Documents.Head;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The migrations that somebody may see, as they are listed. Where each is takes its whole journal.
 */
record MigrationRows(Caller caller, Clerk clerk, Documents documents)
    implements Selection.Source<Head, MigrationDocument> {

  private static final int MOST_MADE = 500;

  @Override
  public List<Head> after(String place, int most) {
    List<Head> visible = new ArrayList<>();
    String after = place;
    while (visible.size() < most) {
      List<Head> next = documents.heads(after, most);
      next.stream()
          .filter(head -> caller.may(Role.VIEWER, head.name()))
          .limit(most - visible.size())
          .forEach(visible::add);
      if (next.size() < most) {
        break;
      }
      after = next.get(next.size() - 1).name();
    }
    return visible;
  }

  @Override
  public String cursor(Head row) {
    return row.name();
  }

  @Override
  public @Nullable MigrationDocument item(Head row) {
    return documents.find(row.name()).map(clerk::file).map(MigrationDocument::of).orElse(null);
  }

  @Override
  public Object known(Head row) {
    return row;
  }

  @Override
  public int mostMade() {
    return MOST_MADE;
  }
}
