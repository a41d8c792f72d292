package dev.crossfade.server.view;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.spi.journal.Holder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is decided about a migration, and who carries it out.
 *
 * @param state as its journal has it
 * @param holder who has, or had, the latest lease
 */
public record Standing(MigrationState state, Optional<Holder> holder) {

  private Optional<Holder> owner() {
    return holder.filter(Holder::holds);
  }

  /** For people. */
  String line() {
    StringBuilder line = new StringBuilder("phase " + state.phase());
    if (!state.flags().isEmpty()) {
      line.append(", gates closed by ").append(new TreeSet<>(state.flags()));
    }
    if (!state.trouble().isEmpty()) {
      line.append(", because of ").append(state.trouble());
    }
    return line.append(owner().map(each -> "; owner " + each.owner()).orElse("; no owner now"))
        .toString();
  }

  /** For programs. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("phase", state.phase().name());
    document.put("version", state.version());
    document.put("flags", new TreeSet<>(state.flags()).stream().map(Enum::name).toList());
    document.put("trouble", state.trouble());
    owner()
        .ifPresent(
            each -> {
              document.put("owner", each.owner());
              document.put("epoch", each.epoch());
              document.put("leaseMillis", each.left().toMillis());
            });
    return document;
  }
}
