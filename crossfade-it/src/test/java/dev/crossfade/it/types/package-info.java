/** Every type of every engine, from the source's catalog to production, compared without ours. */
package dev.crossfade.it.types;
