package dev.crossfade.mapping;

/**
 * What tells a mapping from another.
 *
 * @param version everything the result depends on, and the source table as it is
 * @param essence the result's part of it
 * @param former the essence as it was kept once, with which columns that are read are NOT NULL
 * @param keyEssence what decides about target keys
 */
record MappingHashes(String version, String essence, String former, String keyEssence) {

  /** Whether this is the essence in one of its forms. */
  boolean hasEssence(String kept) {
    return kept.equals(essence) || kept.equals(former);
  }
}
