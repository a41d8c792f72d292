package dev.crossfade.bench.stream;

import java.util.ArrayList;
import java.util.List;

/** Whether whoever follows asks the checks of the data meanwhile. */
enum Checking {
  NEVER(""),
  /** All that every entity has, as soon as the changes come, and again a minute later. */
  EVERY_MINUTE(", checked every minute");

  private final String suffix;

  Checking(String suffix) {
    this.suffix = suffix;
  }

  /** What a subject's name says about it. */
  String suffix() {
    return suffix;
  }

  /** The files of the specification. */
  List<String> files() {
    List<String> files =
        new ArrayList<>(List.of("mapped/entities/contact.yaml", "mapped/taxonomies/region.yaml"));
    if (this == EVERY_MINUTE) {
      files.add("checked/checks/continuous.yaml");
    }
    return files;
  }
}
