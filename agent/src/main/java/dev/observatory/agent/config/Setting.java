package dev.observatory.agent.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody set.
 *
 * @param word what it was called there, without prefix
 * @param value as it was given; null if there was none
 * @param source where
 */
record Setting(String word, @Nullable String value, SettingSource source) {}
