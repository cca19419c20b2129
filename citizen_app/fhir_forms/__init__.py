"""A FHIR R4 questionnaire engine: forms, answers, conditions, responses. Knows no framework."""
