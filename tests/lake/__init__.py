"""Tests of the lake that several servers share."""
