package dev.crossfade.core.check;

/** The names of nodes. */
final class CheckIds {

  static final String REPORT = "report";

  private CheckIds() {}

  static String of(String entity, CheckKind kind) {
    return entity + "/" + kind.text();
  }

  static String of(String entity, CheckKind kind, String name) {
    return entity.isEmpty() ? kind.text() + "/" + name : of(entity, kind) + "/" + name;
  }
}
