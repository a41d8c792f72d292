package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import org.jspecify.annotations.Nullable;

/**
 * A specification as loaded.
 *
 * @param spec the values
 * @param locations where they were written
 * @param contentHash SHA-256 of the canonical form; formatting, comments and files do not matter
 * @param gitCommit commit of the folder, with {@code -dirty} when it has uncommitted changes; null
 *     when it is not in git
 */
public record SpecDocument(
    MigrationSpec spec, Locations locations, String contentHash, @Nullable String gitCommit) {}
