package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Bookmark;
import org.jspecify.annotations.Nullable;

/**
 * An entity whose touched keys are asked for.
 *
 * @param scope the entity
 * @param base what is known of it
 * @param keys those touched since
 */
record Upkept(Scope scope, UpkeepBase base, TouchedKeys keys) {

  static Upkept of(Parties parties, String entity) {
    Scope scope = parties.scope(entity);
    return of(scope, UpkeepBase.of(scope, parties));
  }

  static Upkept of(Scope scope, UpkeepBase base) {
    TouchedKeys keys = new TouchedKeys(scope);
    if (!base.refusal().isEmpty()) {
      keys.refuse(base.refusal());
    }
    return new Upkept(scope, base, keys);
  }

  boolean reads(String source) {
    return keys.refusal().isEmpty() && scope.sources().contains(source);
  }

  @Nullable Bookmark bookmark(String source) {
    return base.bookmarks().get(source);
  }
}
