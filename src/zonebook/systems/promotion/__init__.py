"""Investment promotion: what a week brought, besides the registers of leads and signings."""
