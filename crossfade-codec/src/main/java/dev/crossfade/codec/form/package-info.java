/** The form of specification files as data: checked against YAML and published as JSON Schema. */
@NullMarked
package dev.crossfade.codec.form;

import org.jspecify.annotations.NullMarked;
