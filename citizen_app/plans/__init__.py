"""What a care team has agreed with a citizen: plans, activities, thresholds and pauses."""
